"""From a YAML item to a note, for the kinds with rules of their own."""
