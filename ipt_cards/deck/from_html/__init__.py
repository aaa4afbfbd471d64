"""From HTML, as Anki and question banks keep texts, to the Markdown that shows the same."""
