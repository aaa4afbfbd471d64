"""Ids and topics for notes that are added to a deck."""
