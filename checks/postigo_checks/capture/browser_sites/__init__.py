"""Web pages that may use the camera, the microphone or the location without asking."""
