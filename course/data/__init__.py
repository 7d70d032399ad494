"""Data without a download: toy sets, digits rendered from fonts, and readers for digits that somebody has."""
