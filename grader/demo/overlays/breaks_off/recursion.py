"""A recursion over the layers without an end, which Python stops."""


def input_gradient(params, X, labels, kind):
    return input_gradient(params, X, labels, kind)
