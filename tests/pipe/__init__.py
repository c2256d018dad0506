"""Tests of the pure core and of its sentences."""
