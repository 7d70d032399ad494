import numpy as np

from reference_solution.digits.recorded_runs import record
from reference_solution.digits.spoilt_examples import spoilt_examples


def test_the_rows_are_those_whose_label_is_not_that_of_their_cloud():
    rng = np.random.default_rng(5)
    centres = rng.normal(size=(10, 12))

    def clouds(N):
        classes = np.arange(N) % 10
        return centres[classes] + 0.3 * rng.normal(size=(N, 12)), classes

    for _ in range(5):
        run = record("exchanged", clouds(200), clouds(80), rng)
        nearest = np.linalg.norm(run["X"][:, None] - centres, axis=2).argmin(axis=1)
        np.testing.assert_array_equal(spoilt_examples(run), np.flatnonzero(nearest != run["labels"]))
