"""Export files and key databases, told apart by their shape, read one entry after the other."""
