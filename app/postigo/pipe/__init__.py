"""Lines over the pipes of a child of ours: the one way in which processes of this program speak with each other."""
