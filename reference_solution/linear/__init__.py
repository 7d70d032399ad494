"""Linear models: least squares, perceptron, margin losses."""
