"""Data sets that need no download: toy sets, digits rendered from fonts, and readers for local MNIST files."""
