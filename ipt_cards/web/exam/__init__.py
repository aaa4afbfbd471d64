"""The mock exam in a browser: the same saved sitting as the terminal's."""
