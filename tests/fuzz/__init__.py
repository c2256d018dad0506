"""Fuzzing by hand, for longer than a test may take."""
