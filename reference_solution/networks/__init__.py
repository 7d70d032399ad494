"""Layers and networks: forward pass, backward pass, conventions."""
