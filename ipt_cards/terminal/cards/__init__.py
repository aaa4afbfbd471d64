"""A card as a learner sees it: question, answer, Markdown, gaps."""
