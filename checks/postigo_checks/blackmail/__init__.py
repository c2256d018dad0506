"""Checks for whoever is threatened and keeps proof. They run only behind the door, and are in no list (decision 0681)."""
