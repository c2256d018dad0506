"""Guidance: what Postigo tells a person beside what it sees on a device. Sources: docs/guidance.md."""
