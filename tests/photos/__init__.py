"""Tests of copies of photos without their place."""
