"""The items of a topic's list of notes, each by itself, and kept while its text stays."""
