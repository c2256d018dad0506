"""Visibility by Bluetooth and on the network."""
