"""Sign on the screen that a camera without a light is on."""
