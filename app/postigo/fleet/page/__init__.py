"""Page of a summary: its outline in words, and how HTML and PDF draw it."""
