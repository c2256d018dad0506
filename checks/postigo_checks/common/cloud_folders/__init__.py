"""Folders that programs copy to the internet, by the settings of those programs. No file in them is looked at."""
