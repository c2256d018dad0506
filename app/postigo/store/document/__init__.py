"""Stored audit: its model, writer, reader, and the references of its findings."""
