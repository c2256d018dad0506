"""Facts and readers that checks of several subjects share."""
