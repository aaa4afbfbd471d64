"""From an author's YAML files to a deck, with every problem found on the way."""
