"""What the visible checks of p4 say beyond the bank."""

import numpy as np

from course.check import p4


def test_views_of_the_vector_are_told(said):
    def unflatten(vector, sizes):
        n_in, n_out, *rest = sizes
        W, b, vector = np.split(vector, [n_in * n_out, n_in * n_out + n_out])
        return [(W.reshape(n_in, n_out), b)] + (unflatten(vector, [n_out, *rest]) if rest else [])

    text = said(p4.unflatten, unflatten)
    assert "To change the result would change the vector: return copies" in text
    assert text.count("✗") == 1


def test_inputs_that_are_changed_in_place_are_told(said):
    def rescale_in_place(params, layer, scale):
        params[layer][0][:] *= scale
        return params

    assert "rescale_in_place changed the arrays it was given" in said(p4.rescale_relu, rescale_in_place)
