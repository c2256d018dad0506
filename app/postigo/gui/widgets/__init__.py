"""Widgets that every feature may use, and how they look."""
