"""p5_autodiff: its exercises, their inputs and their known bugs."""
