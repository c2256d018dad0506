"""Name of the computer, where it is a person's."""
