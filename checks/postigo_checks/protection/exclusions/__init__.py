"""Places where Microsoft Defender does not look."""
