"""Programs that wait for other devices of the network."""
