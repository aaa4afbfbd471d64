"""Cards as HTML: question, answer, options, gaps, formulas, media."""
