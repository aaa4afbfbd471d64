"""Judging what was typed as a teacher would: which rule decides, and in which words."""
