"""Losses, output heads and evaluation."""
