"""The commands for authors: build, check, new, schema."""
