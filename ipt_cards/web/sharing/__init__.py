"""Pages for the learner's other devices: who may see them, and how they get here."""
