"""Whether the clock goes with the time of the network."""
