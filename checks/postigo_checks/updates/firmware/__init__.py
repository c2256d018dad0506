"""Firmware security, as fwupd measures it."""
