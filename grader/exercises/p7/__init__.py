"""What p7_training asks: its exercises, their inputs, and the known bugs."""
