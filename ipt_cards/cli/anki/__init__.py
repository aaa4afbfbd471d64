"""`ipt-cards anki`: to and from the learner's Anki."""
