"""The window: models think, views show, `main` wires them."""
