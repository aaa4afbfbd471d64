"""Opening and playing a card's media by the system's own programs."""
