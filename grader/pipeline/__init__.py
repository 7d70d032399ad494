"""Which submissions need a verdict, who computes it, and where it is kept."""
