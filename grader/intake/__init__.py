"""Reads submitted files and turns them into cells that can run."""
