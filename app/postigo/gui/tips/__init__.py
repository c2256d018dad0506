"""The tips as a place: each with its words, what the device says about it, and what only the person can know."""
