"""Find the examples that one mistake in the data has spoilt: the labels of two classes are exchanged."""

import numpy as np

from reference_solution.digits.train_network import network_logits
from reference_solution.losses.evaluation import confusion_matrix


def spoilt_examples(run):
    """Row numbers of the training examples that are to blame for what the run reads wrongly.

    Parameters
    ----------
    run : dict
        As of `reference_solution.digits.recorded_runs.record`, with two classes exchanged.

    Returns
    -------
    ndarray of int
        In ascending order.

    Notes
    -----
    New examples have right labels. If two labels were exchanged in training, each of the two classes is read as the
    other there, and no other pair is confused nearly as often.
    """
    read = network_logits(run["end"], run["X_new"]).argmax(axis=1)
    counts = confusion_matrix(run["labels_new"], read, 10)
    confused = np.triu(counts + counts.T, k=1)
    pair = np.unravel_index(confused.argmax(), confused.shape)
    return np.flatnonzero(np.isin(run["labels"], pair))
