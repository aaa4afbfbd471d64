"""From a deck of Anki's, whoever made it, to a deck of ours: fields to notes."""
