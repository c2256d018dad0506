"""Checks of what can record here: camera, microphone, screen and place."""
