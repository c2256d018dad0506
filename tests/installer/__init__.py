"""Tests of set-up and of the three files for a double click."""
