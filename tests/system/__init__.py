"""Tests of the machine's side: commands, files, D-Bus, PowerShell, recordings."""
