"""Guidance for somebody who is threatened: help lines, the cards, and their words. Pure: no window, no network."""
