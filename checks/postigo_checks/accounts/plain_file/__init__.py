"""Files whose name looks like a list of passwords."""
