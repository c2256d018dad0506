"""Packages of Postigo: built, looked at, and really installed where that can be done here. `python3 -m installer.packages` lists them."""
