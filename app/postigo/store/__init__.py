"""Storage: where things lie, settings, a note of a crash, the form of an audit."""
