"""Runs student code in locked processes."""
