"""What all screens and reports share: keys, lines, tables, plots, words, colours."""
