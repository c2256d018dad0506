"""Permissions for a device, as several checks read and judge them."""
