"""What sees passwords: readers, judgement, comparison. It runs in the child only, and can reach neither network nor keyring.

Contracts in pyproject.toml hold that. No function in here logs, and no exception that leaves a module carries content.
"""
