"""A pack that ends the program while it is imported."""

raise SystemExit("enough")
