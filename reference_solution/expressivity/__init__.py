"""What networks can represent."""
