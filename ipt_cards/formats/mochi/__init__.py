"""Mochi's cards (https://mochi.cards/docs/import-and-export/mochi-format-reference)."""
