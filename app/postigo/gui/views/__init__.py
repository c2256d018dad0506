"""What the window shows: one screen or widget per file, no logic."""
