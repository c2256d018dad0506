"""Administrator's rights of the account of every day."""
