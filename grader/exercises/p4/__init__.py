"""What p4_forward_pass asks: its exercises, their inputs, and the known bugs."""
