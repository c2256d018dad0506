"""Other accounts that can read the pictures folder."""
