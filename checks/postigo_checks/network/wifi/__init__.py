"""Protection of the Wi-Fi network that is in use."""
