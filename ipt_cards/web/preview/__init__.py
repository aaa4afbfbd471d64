"""Every card of a deck as Anki will show it, while its files are being written."""
