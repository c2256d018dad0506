"""Apps that may use the microphone without asking again."""
