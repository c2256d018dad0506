"""Recipe of the package for macOS: read by tests, run by nobody yet."""
