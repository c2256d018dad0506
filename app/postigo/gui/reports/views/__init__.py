"""Views of the reports."""
