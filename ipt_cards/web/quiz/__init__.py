"""The quiz in a browser: what runs, what is shown, what a form that comes back does."""
