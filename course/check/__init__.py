"""Visible checks: students run them in their notebook; they explain mistakes, give no points and hold no answers.

Each assignment has a package, such as `p6`, whose checks share the modules of `core`:

- `report`: collects and prints the findings of a check;
- `calling`: calls a student's function and turns exceptions into sentences;
- `arrays`: validates type, dtype and shape of what a function returned;
- `expected`: compares with numbers known beforehand;
- `numeric`: central differences of the student's own forward functions;
- `gradients`, `gradient_picture`: compare two gradients, name the likely slip, and draw the difference;
- `activations`: checks an activation and its derivative;
- `threshold_networks`, `layered_networks`: validate and run networks that a function returned;
- `notebook`: runs the checks of a whole notebook from the command line.
"""
