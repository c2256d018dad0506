"""Reports as a place: one to save, saved ones, and changes since earlier looks."""
