"""Tests of the checks of pictures and files."""
