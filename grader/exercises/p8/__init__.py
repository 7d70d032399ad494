"""What p8_digits asks: its exercises, their inputs, and the known bugs."""
