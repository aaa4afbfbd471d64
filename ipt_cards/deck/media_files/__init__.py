"""Media of a deck: where they stand, which of them a card shows, how large pictures are."""
