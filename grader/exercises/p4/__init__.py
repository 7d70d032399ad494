"""p4_forward_pass: its exercises, their inputs and their known bugs."""
