"""Item analysis: which questions of an exam measure something, by the answers of a class."""
