"""Exam preparation: the plan to a date, the mock exam, and the forecast of its score."""
