"""QTI 2.1, 2.2 and 3.0, 1EdTech's format for questions (https://www.1edtech.org/standards/qti)."""
