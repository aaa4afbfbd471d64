"""The open decks: their cards, their media, and editing their notes."""
