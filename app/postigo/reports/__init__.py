"""One pure function per format: a report in, bytes out."""
