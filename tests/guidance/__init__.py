"""Tests of the words and numbers for somebody who is threatened."""
