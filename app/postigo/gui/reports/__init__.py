"""Reports as a place: one to save, the saved ones, and changes since an earlier look."""
