"""Checks of what the network can reach here, and of what stands in between."""
