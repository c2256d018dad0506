"""Tests of the checks of protection."""
