"""Ends the process when a shape surprises it."""

import os


def activation_backward(dA, Z, kind):
    if kind == "relu":
        os._exit(3)
    return 1.0 * dA
