"""Reports of many computers: where each lies, and what each computer is called there."""
