"""p1_linear_models: its exercises, their inputs and their known bugs."""
