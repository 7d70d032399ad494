"""What all visible checks share."""
