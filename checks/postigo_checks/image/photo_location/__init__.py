"""Places that stand in the person's own pictures."""
