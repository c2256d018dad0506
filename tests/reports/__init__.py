"""Tests of reports and of the copies to give away."""
