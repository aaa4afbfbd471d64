"""What authors of decks need: checks, edits, and what notes asked before."""
