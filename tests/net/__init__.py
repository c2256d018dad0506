"""Tests of the connection to the leak service."""
