"""Storage of the little that is kept on disk: settings, and a note of a crash."""
