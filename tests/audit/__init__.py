"""Tests of the engine that runs an audit."""
