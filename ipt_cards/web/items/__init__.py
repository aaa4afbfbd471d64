"""Item analysis as a page of its own."""
