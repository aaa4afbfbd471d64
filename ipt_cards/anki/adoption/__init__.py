"""From a deck of Anki's, whoever made it, to a deck of ours: HTML to Markdown, fields to notes."""
