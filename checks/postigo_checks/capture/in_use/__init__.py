"""Use of a camera or microphone on three systems, shared by the checks of both."""
