"""What any front end needs: settings, the learner's files, decks, a quiz and an exam on record."""
