"""Data without a download: toy sets, digits rendered from fonts, and a reader for MNIST files that somebody has."""
