"""p7_training: its exercises, their inputs and their known bugs."""
