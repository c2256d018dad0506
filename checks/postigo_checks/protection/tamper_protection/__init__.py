"""Tamper protection of Microsoft Defender."""
