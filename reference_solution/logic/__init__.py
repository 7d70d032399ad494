"""Threshold units and Boolean functions."""
