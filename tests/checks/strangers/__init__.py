"""Tests of the checks of strangers."""
