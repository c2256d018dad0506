"""Reports as a place: one to save, those saved, and what changed since."""
