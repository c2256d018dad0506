"""Security updates that are known and not installed."""
