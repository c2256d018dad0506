"""Use of a camera or a microphone, as three systems tell it: shared by the checks of both."""
