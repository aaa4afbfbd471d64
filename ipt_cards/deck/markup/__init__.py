"""The text of cards: Markdown with clozes, formulas and code, and what each surface makes of it."""
