"""Circuits of NAND gates, each gate one threshold unit: from NOT to adding numbers."""

import numpy as np

from reference_solution.logic.threshold import gate, step


def run_nand_net(gates, outputs, X):
    """Values of a circuit of NANDs for every row of inputs.

    Parameters
    ----------
    gates : list of (int, int)
        The two wires that each gate reads. Wires 0 .. n_in-1 are the inputs; each gate makes the next wire.
    outputs : list of int
        The wires that hold the results.
    X : ndarray of shape (N, n_in)
        Zeros and ones, one row an example.

    Returns
    -------
    ndarray of shape (N, len(outputs))

    Notes
    -----
    Source: S1-09 and S1-10; each gate is ``step(-2 x1 - 2 x2 + 3)``.

    Examples
    --------
    >>> gates, outputs = nand_net("xor")
    >>> run_nand_net(gates, outputs, np.array([[0, 0], [0, 1], [1, 0], [1, 1]])).ravel()
    array([0., 1., 1., 0.])
    """
    w, b = gate("nand")
    wires = list(X.T)
    for i, j in gates:
        wires.append(step(w[0] * wires[i] + w[1] * wires[j] + b))
    return np.stack([wires[i] for i in outputs], axis=1)


def nand_net(name):
    """A circuit of NANDs for a named function.

    Parameters
    ----------
    name : {"not", "and", "or", "xor", "half adder", "full adder"}
        The half adder outputs sum and carry of two bits, the full adder of three, of which the third is the carry.

    Returns
    -------
    gates : list of (int, int)
    outputs : list of int
        As `run_nand_net` takes them.

    Raises
    ------
    ValueError
        If the circuit is not known.

    Notes
    -----
    Source: S1-10. The half adder needs 5 NANDs, the full adder 9.

    Examples
    --------
    >>> nand_net("and")
    ([(0, 1), (2, 2)], [3])
    """
    circuits = {
        "not": ([(0, 0)], [1]),
        "and": ([(0, 1), (2, 2)], [3]),
        "or": ([(0, 0), (1, 1), (2, 3)], [4]),
        "xor": ([(0, 1), (0, 2), (1, 2), (3, 4)], [5]),
        "half adder": ([(0, 1), (0, 2), (1, 2), (3, 4), (2, 2)], [5, 6]),
        "full adder": ([(0, 1), (0, 3), (1, 3), (4, 5), (6, 2), (6, 7), (2, 7), (8, 9), (3, 7)], [10, 11]),
    }
    if name not in circuits:
        raise ValueError(f"got the circuit {name!r}, expected one of {', '.join(circuits)}")
    return circuits[name]


def ripple_adder(n_bits):
    """A circuit of NANDs that adds two binary numbers.

    Parameters
    ----------
    n_bits : int
        Bits of each number. The inputs are those of the first number, then those of the second, lowest bit first.

    Returns
    -------
    gates : list of (int, int)
    outputs : list of int
        As `run_nand_net` takes them: the n_bits + 1 bits of the sum, lowest first.

    Notes
    -----
    Source: S0-04 and S1-10. A half adder for the lowest bits; then full adders, each with the carry of the one before.

    Examples
    --------
    >>> gates, outputs = ripple_adder(2)
    >>> run_nand_net(gates, outputs, np.array([[1, 1, 0, 1]]))  # 3 + 2
    array([[1., 0., 1.]])
    """
    gates, sums, carries = [], [], []
    for bit in range(n_bits):
        part, (total, carry) = nand_net("full adder" if carries else "half adder")
        first_gate = 2 * n_bits + len(gates)
        wires = [bit, n_bits + bit, *carries, *range(first_gate, first_gate + len(part))]  # the part's, in our numbers
        gates += [(wires[i], wires[j]) for i, j in part]
        sums.append(wires[total])
        carries = [wires[carry]]
    return gates, sums + carries
