"""Messages on the locked screen."""
