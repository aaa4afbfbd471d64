"""Rules of style: how a question is written that tests what it means to test."""
