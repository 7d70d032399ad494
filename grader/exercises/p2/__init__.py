"""What p2_logic asks: its exercises, their inputs, and the known bugs."""
