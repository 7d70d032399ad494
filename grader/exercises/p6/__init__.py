"""What p6_backprop asks: its exercises, their inputs, and the known bugs."""
