"""From what was handed in to the cells that run."""
