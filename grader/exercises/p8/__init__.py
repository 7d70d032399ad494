"""p8_digits: its exercises, their inputs and their known bugs."""
