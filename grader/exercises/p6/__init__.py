"""p6_backprop: its exercises, their inputs and their known bugs."""
