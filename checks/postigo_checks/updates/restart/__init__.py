"""Updates that wait for a restart."""
