"""What cards show: as plain text, and pictures with masks as HTML."""
