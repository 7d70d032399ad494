"""Runs student code in a locked process."""
