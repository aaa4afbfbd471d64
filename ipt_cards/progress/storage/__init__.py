"""The progress file: SQLite's tables, its cache of the fold, copies, and mending."""
