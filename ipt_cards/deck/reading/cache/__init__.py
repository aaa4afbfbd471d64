"""What was read of a deck, kept so that it needn't be parsed again."""
