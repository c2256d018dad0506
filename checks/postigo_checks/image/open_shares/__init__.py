"""Folders of this computer that the network can reach."""
