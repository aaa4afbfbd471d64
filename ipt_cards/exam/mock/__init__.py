"""The mock exam: its paper, the sitting, the score, and the printed page."""
