"""Tests of the built-in checks: all of them here, one subject's in its folder."""
