"""Tests of what the checks share."""
