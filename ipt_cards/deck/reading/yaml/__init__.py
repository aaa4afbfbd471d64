"""YAML as a tree of texts with positions, and nothing else of YAML."""
