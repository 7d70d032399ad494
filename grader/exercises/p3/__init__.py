"""p3_activations_and_losses: its exercises, their inputs and their known bugs."""
