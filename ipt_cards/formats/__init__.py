"""To and from what other programs keep cards in."""
