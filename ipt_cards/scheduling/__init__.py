"""When a card is next due: pure functions on card keys and numbers, never on text."""
