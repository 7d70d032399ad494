"""What p3_activations_and_losses asks: its exercises, their inputs, and the known bugs."""
