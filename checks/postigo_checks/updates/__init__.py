"""Checks of what is out of date: system, programs, browsers, firmware."""
