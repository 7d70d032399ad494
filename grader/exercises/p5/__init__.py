"""What p5_autodiff asks: its exercises, their inputs, and the known bugs."""
