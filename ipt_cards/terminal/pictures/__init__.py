"""Pictures in a terminal: decoded, sized in cells, drawn by whatever the terminal can show."""
