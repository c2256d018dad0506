"""Views of Today: one widget per file, no logic."""
