"""To and from Anki: the package, its note types and their look."""
