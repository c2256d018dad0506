"""Sandbox of the password audit: readers, judgement, comparison. It alone sees passwords.

It runs in the child only, and can reach neither network nor keyring. Contracts in pyproject.toml hold that. No function
in here logs, and no exception that leaves a module carries content.
"""
