"""Notes, cards and decks as types; reading them from YAML; checking them; their markup."""
