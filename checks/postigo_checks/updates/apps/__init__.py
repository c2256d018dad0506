"""Updates of programs that do not belong to the system."""
