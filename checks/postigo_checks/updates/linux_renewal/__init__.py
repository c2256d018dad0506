"""Ways in which a Linux is renewed, and their plans: shared by the checks of updates."""
