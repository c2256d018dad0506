"""Cameras and microphones of this computer."""
