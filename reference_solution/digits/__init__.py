"""Digits: data preparation, training, and diagnosing a run."""
