"""What is kept: where things live, settings, history."""
