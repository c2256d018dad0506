"""Reports as a place: one to save, those that were saved, and what changed since an earlier look."""
