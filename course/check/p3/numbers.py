"""Logits with simple probabilities, shared by the checks of p3."""

import numpy as np

LN2, LN3 = 0.6931471805599453, 1.0986122886681098
# Their softmax is 1/4, 1/4, 1/2 and 3/16, 5/16, 8/16.
LOGITS = np.log([[1.0, 1.0, 2.0], [3.0, 5.0, 8.0]])
# Rows so far apart that subtracting the maximum of the whole array makes exp underflow in the second.
APART = np.array([[1000.0, 1000.0], [-1000.0, -1000.0]])
WHOLE = np.array([[1, 2, 3], [0, -2, 1]])
