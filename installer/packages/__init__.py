"""Packages of Postigo for Linux: built, looked at and really installed. `python3 -m installer.packages` lists them."""
