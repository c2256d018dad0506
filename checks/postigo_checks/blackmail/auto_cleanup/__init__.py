"""Whether the system deletes old files by itself."""
