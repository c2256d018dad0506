"""Copies of photos without the place where they were taken. No picture is decoded, encoded or shown, and no original is written.

`kinds` knows which cutter a file needs; a cutter keeps what the picture needs and drops all else; `second_reader` looks whether
anything was left; `copies` writes the new file. Decisions 0713, 0714 and 0715.
"""
