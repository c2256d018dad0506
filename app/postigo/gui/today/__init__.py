"""Today: the audit of this device, from façade to open row."""
