"""Evidence log: what a person notes about a threat, chained, sealed, and handed over when they want."""
