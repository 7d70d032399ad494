import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from reference_solution.training.hessian_vector import hessian_vector_product
from tests.reference_solution import autograd_oracle
from tests.reference_solution.agreement import assert_agree
from tests.reference_solution.random_networks import draw_network


@pytest.mark.syllabus("S3-39")
@pytest.mark.parametrize("kind", ["identity", "sigmoid", "tanh"])
@pytest.mark.parametrize("lam", [0, 0.1])
def test_it_is_the_product_with_the_hessian_that_autograd_writes_down(kind, lam):
    sizes = [3, 4, 2]
    params, X, labels = draw_network(sizes, 7)
    shapes = [array.shape for layer in params for array in layer]
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])

    def as_params(vector):
        parts = [anp.reshape(part, shape) for part, shape in zip(anp.split(vector, ends[:-1]), shapes, strict=True)]
        return list(zip(parts[::2], parts[1::2], strict=True))

    def as_vector(params):
        return np.concatenate([array.ravel() for layer in params for array in layer])

    hessian = autograd.hessian(lambda vector: autograd_oracle.objective(as_params(vector), X, labels, kind, lam))
    v = np.random.default_rng(0).normal(size=ends[-1])
    product = hessian_vector_product(params, as_params(v), X, labels, kind, lam)
    assert_agree(as_vector(product), hessian(as_vector(params)) @ v, relative=1e-8)
