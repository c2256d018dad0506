"""Programs that record from a microphone now."""
