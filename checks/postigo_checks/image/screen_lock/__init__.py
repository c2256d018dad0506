"""Lock of a computer that nobody touches."""
