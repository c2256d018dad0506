"""The terminal: one module per command, `add(parser)` and `run(args)`."""
