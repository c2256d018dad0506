"""Made-up audits and persons for the window's tests and pictures."""
