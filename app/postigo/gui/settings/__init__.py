"""Settings as a place: how the window speaks and looks, and what Postigo keeps."""
