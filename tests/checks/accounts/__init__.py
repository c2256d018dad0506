"""Tests of the checks of accounts."""
