"""Reads memory that is not there, as a broken extension would."""

import ctypes


def input_gradient(params, X, labels, kind):
    return ctypes.string_at(0)
