"""p2_logic: its exercises, their inputs and their known bugs."""
