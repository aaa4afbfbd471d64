"""What a good deck keeps to, beyond what a readable one must: each rule yields warnings."""
