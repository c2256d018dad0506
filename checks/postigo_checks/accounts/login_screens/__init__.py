"""Login screens of Linux: shared by the checks of accounts."""
