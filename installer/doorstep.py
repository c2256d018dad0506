"""Sentence for a Python that is too old, in both languages. Every Python can read this file, from 2.7 on."""

OLDEST = (3, 11)
TOO_OLD = (
    "Postigo needs Python 3.11 or newer, and this is {0}. Install a newer one, and type the same command with it.\n"
    "Postigo necesita Python 3.11 o posterior, y este es {0}. Instala uno posterior y escribe con ese la misma orden.\n"
)
