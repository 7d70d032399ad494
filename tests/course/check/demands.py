"""Answers that break one demand of a visible check each; the grader has to take points for every one of them.

`BROKEN` has those of single exercises, as students write them: one function, or a pair. `overwriting` breaks the one
that all functions of arrays share: inputs stay as they are.
"""

import copy
import functools

import numpy as np

from course.plain_graphs import Asking
from course.probing.adapters.early_stopping import watched
from course.probing.adapters.function_pairs import head, pair, with_refusal
from course.probing.adapters.new_arrays import with_overwriting
from course.probing.adapters.random_draws import draws
from course.probing.adapters.seeded_training import recorded, two_epochs
from grader.exercises import EXERCISES
from reference_solution.activations.identity_and_step import identity_derivative, step_derivative
from reference_solution.activations.maxout import maxout, maxout_derivative
from reference_solution.activations.relu_family import relu, relu_derivative
from reference_solution.activations.sigmoid_family import sigmoid, sigmoid_derivative
from reference_solution.autodiff.topological_order import topological_order
from reference_solution.autodiff.value import Value
from reference_solution.digits.diagnose_run import diagnose
from reference_solution.digits.spoilt_examples import spoilt_examples
from reference_solution.linear.lasso import lasso_ista
from reference_solution.linear.perceptron import perceptron_fit
from reference_solution.logic.threshold import step
from reference_solution.logic.xor import xor_params
from reference_solution.losses.regression_and_classification import bce_with_logits, softmax_ce
from reference_solution.losses.softmax import log_softmax, softmax
from reference_solution.networks.conventions import convert_convention
from reference_solution.networks.dense import dense_backward
from reference_solution.networks.network import mlp_backward
from reference_solution.training.mlp_training import early_stopping

ASK = Asking(Value)
_PROBED = {
    "p3.mse_half": with_refusal,
    "p3.output_head": head,
    "p4.init_params": draws,
    "p4.unflatten": with_overwriting,
    "p7.minibatches": two_epochs,
    "p7.train": recorded,
    "p8.split": draws,
    "p8.train_digits": draws,
    "p8.early_stopping": watched,
}


def probed(name, functions):
    """What the notebook hands to the probe for functions as students write them."""
    if len(functions) == 2:
        return pair(*functions)
    return _PROBED.get(name, lambda function: function)(*functions)


def written(name):
    """The right functions of an exercise, as students write them."""
    reference = EXERCISES[name].reference
    asked = getattr(reference, "asked", reference)
    if name in _PROBED or (name.startswith("p3.") and asked.__closure__):
        cells = (cell.cell_contents for cell in asked.__closure__)
        return tuple(function for function in cells if callable(function))
    return (reference,)


def overwriting(function):
    """The function, which leaves other numbers in the first array that it is given."""

    @functools.wraps(function)
    def overwrites(*args):
        result = copy.deepcopy(function(*args))
        _first_array(args)[...] += 1
        return result

    return overwrites


def _first_array(value):
    """The first array of numbers in nested tuples, lists and dicts; None if there is none."""
    if isinstance(value, np.ndarray):
        return value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return next((array for part in parts if (array := _first_array(part)) is not None), None)


def takes_arrays(name):
    """Whether a function is given arrays: not the nodes of p5, the name of a task or a training that goes on."""
    if name.startswith("p5.") or name in ("p3.output_head", "p8.early_stopping"):
        return False
    return _first_array(EXERCISES[name].cases(np.random.default_rng(0))[0].args) is not None


def _named(name, function):
    function.__name__ = name
    return function


def _in_place(name, change):
    """A function that writes its result into its argument."""

    def in_place(Z, *rest):
        Z[...] = change(Z, *rest)
        return Z

    return _named(name, in_place)


def _lasso_of(taken):
    return _named("lasso_ista", lambda X, y, lam, steps=1000: lasso_ista(X, y, lam, min(steps, taken)))


def _perceptron_that_begins_again(X, y, max_epochs):
    w, mistakes = np.zeros(X.shape[1]), []
    for _ in range(max_epochs):
        wrong = np.flatnonzero(y * (X @ w) <= 0)
        if not len(wrong):
            return w, np.array(mistakes, dtype=int), True
        w = w + y[wrong[0]] * X[wrong[0]]
        mistakes.append(wrong[0])
    return w, np.array(mistakes, dtype=int), False


def _perceptron_that_asks_the_last_w(X, y, max_epochs):
    w, mistakes, _ = perceptron_fit(X, y, max_epochs)
    return w, mistakes, bool(np.all(y * (X @ w) > 0))


def _xor_without_k(which):
    def xor_logistic(k):
        return [(k * W, b if layer == which else k * b) for layer, (W, b) in enumerate(xor_params())]

    return xor_logistic


def _maxout_in_place(Z):
    Z.sort(axis=-1)
    return Z[..., -1].copy()


def _ce_one_hot_only(Z, Y):
    labels = Y.argmax(axis=1)
    return -log_softmax(Z)[np.arange(len(Z)), labels].mean(), softmax_ce(Z, Y)[1]


def _bce_mean_all(Z, Y):
    loss, dZ = bce_with_logits(Z, Y)
    return loss * len(Z) / Z.size, dZ * len(Z) / Z.size


def _softmax_in_place(Z, temperature=1.0):
    Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z / temperature)
    return E / E.sum(axis=1, keepdims=True)


def _reshape_for_transpose(W, b, source, target):
    right, b = convert_convention(W, b, source, target)
    return (right if right.shape == W.shape else W.reshape(right.shape)), b


def _backward_that_clips(limit):
    def backward(output):
        order = topological_order(output)
        for node in order:
            node.grad = 0.0
        output.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.edges:
                parent.grad += float(np.clip(node.grad * slope, -limit, limit))

    return ASK.gradients(backward)


def _descend_with_new_nodes(loss, parameters, lr, steps):
    losses = []
    for _ in range(steps):
        value = loss()
        losses.append(value.data)
        slopes = dict(value.edges)
        parameters[:] = [Value(p.data - lr * slopes[p]) for p in parameters]
    return losses


def _exp_of_nodes_only(a):
    return Value(np.exp(a.data), [(a, np.exp(a.data))])


def _one_shift_for_all(logits, labels):
    S = logits - logits.max()
    with np.errstate(all="ignore"):
        P = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
        loss = -np.log(P[np.arange(len(P)), labels]).mean()
    P[np.arange(len(P)), labels] -= 1
    return loss, P / len(P)


def _clipped(function, limit):
    """The function with every array of its result cut at the limit."""

    def cut(value):
        if isinstance(value, list | tuple):
            return type(value)(map(cut, value))
        return np.clip(value, -limit, limit) if isinstance(value, np.ndarray) else value

    return functools.wraps(function)(lambda *args: cut(function(*args)))


def _list_of_history(history, patience):
    return early_stopping(iter(list(history)), patience)


def _diagnose_with(evidence):
    def with_evidence(run):
        code, right = diagnose(run)
        return code, evidence(run, code, right)

    return _named("diagnose", with_evidence)


BROKEN = {
    "p1.add_bias": {
        "whole numbers stay whole": (lambda X: np.column_stack([X, np.ones(len(X), dtype=X.dtype)]),),
    },
    "p1.soft_threshold": {
        "two axes only": (lambda v, t: np.array([np.sign(row) * np.maximum(np.abs(row) - t, 0) for row in v]),),
    },
    "p1.lasso_ista": {"range(10)": (_lasso_of(10),), "range(20)": (_lasso_of(20),)},
    "p1.perceptron_fit": {
        "begins again": (_perceptron_that_begins_again,),
        "asks the last w": (_perceptron_that_asks_the_last_w,),
    },
    "p2.xor_logistic": {"hidden bias without k": (_xor_without_k(0),), "output bias without k": (_xor_without_k(1),)},
    "p3.identity": {"the same array": (lambda Z: Z, identity_derivative)},
    "p3.step": {
        "True and False": (lambda Z: Z > 0, step_derivative),
        "whole numbers": (lambda Z: (Z > 0).astype(int), step_derivative),
        "1 at 0": (lambda Z: np.where(Z >= 0, 1.0, 0.0), step_derivative),
        "a slope at 0": (step, lambda Z: np.where(Z == 0, 1.0, 0.0)),
    },
    "p3.relu": {
        "in place": (_in_place("relu", relu), relu_derivative),
        "a mask for a slope": (relu, lambda Z: Z > 0),
        "two axes only": (lambda Z: np.array([[max(z, 0.0) for z in row] for row in Z]), relu_derivative),
    },
    "p3.sigmoid": {
        "cut where Z is whole": (lambda Z: np.asarray(sigmoid(Z)).astype(Z.dtype), sigmoid_derivative),
        "slope in place": (sigmoid, _in_place("sigmoid_derivative", sigmoid_derivative)),
    },
    "p3.maxout": {
        "in place": (_maxout_in_place, maxout_derivative),
        "axis 1": (lambda Z: Z.max(axis=1), maxout_derivative),
        "a mask for a slope": (maxout, lambda Z: Z.max(axis=-1, keepdims=True) == Z),
    },
    "p3.softmax": {
        "in place": (_softmax_in_place,),
        "cut where Z is whole": (lambda Z, T=1.0: softmax(Z, T).astype(Z.dtype),),
    },
    "p3.bce_with_logits": {"the mean of all entries": (_bce_mean_all,)},
    "p3.softmax_ce": {"one-hot only": (_ce_one_hot_only,)},
    "p4.convert_convention": {"reshape for transpose": (_reshape_for_transpose,)},
    "p4.unflatten": {"views": (EXERCISES["p4.unflatten"].faulty(frozenset({"views"})).__wrapped__,)},
    "p5.exp": {"nodes only": (ASK.operation(_exp_of_nodes_only),)},
    "p5.backward": {f"clipped at {limit}": (_backward_that_clips(limit),) for limit in (5, 50)},
    "p5.descend": {"new nodes": (ASK.descent(_descend_with_new_nodes),)},
    "p6.dense_backward": {"clipped at 50": (_clipped(dense_backward, 50),)},
    "p6.mlp_backward": {"clipped at 5": (_clipped(mlp_backward, 5),)},
    "p6.softmax_cross_entropy": {"one shift for all": (_one_shift_for_all,)},
    "p8.early_stopping": {"list(history)": (_list_of_history,)},
    "p8.diagnose": {
        "rounded": (_diagnose_with(lambda run, code, right: round(float(right), 2)),),
        "always 1": (_diagnose_with(lambda run, code, right: 1.0),),
    },
    "p8.spoilt_examples": {"a row twice": (lambda run: np.repeat(spoilt_examples(run), 2),)},
}
