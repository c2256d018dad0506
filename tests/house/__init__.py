"""Tests of the house rules: imports, docs, words, translations, and the helpers themselves."""
