"""Tests of the checks of updates."""
