"""Views of the help page: one widget per file, no logic."""
