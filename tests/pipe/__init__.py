"""Tests of the lines that go through the pipes of our child processes."""
