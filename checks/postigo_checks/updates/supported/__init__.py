"""Support of the system, by a dated table of ends."""
