"""Tests of the checks of cameras, microphones and screens."""
