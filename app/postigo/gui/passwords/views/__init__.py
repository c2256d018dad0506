"""Views of the Passwords page: one widget per file, no logic."""
