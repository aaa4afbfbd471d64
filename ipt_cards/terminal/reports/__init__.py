"""What commands print for a learner to read: plan, readiness, statistics, cards, settings."""
