"""`ipt-cards progress` and `ipt-cards sync`: looking after the review log."""
