"""Browser add-ons that may read every page."""
