"""What several commands share: arguments, options, and the terminal they run in."""
