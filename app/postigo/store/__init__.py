"""Storage: where things live, settings, history."""
