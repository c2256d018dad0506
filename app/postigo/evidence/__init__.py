"""Evidence log: notes on a threat, chained, sealed, and handed over by the person."""
