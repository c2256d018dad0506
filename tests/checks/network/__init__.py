"""Tests of the checks of the network."""
