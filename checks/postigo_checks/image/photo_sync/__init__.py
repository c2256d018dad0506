"""Programs that copy pictures and screenshots to the internet."""
