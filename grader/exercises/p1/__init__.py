"""What p1_linear_models asks: its exercises, their inputs, and the known bugs."""
