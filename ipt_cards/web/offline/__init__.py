"""The quiz while the server can't be reached: the cards a page has with it, and its answers."""
