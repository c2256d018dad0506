"""Firewalls, and the packet filter's rules below them."""
