"""The files that Postigo shows or reads: translations, guidance, schemas, icons. Read with `importlib.resources`."""
