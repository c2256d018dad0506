"""The shell of the window: the frame, the places, the way between them."""
