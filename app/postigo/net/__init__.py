"""The only place that reaches the network, and only for what the person asked for in that very moment."""
