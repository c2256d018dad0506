"""Encryption of the disks."""
