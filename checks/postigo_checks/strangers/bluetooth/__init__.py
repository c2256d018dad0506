"""Bluetooth adapters: shared by the checks that ask them."""
