"""Visible checks of p3_activations_and_losses: numbers worked by hand, and differences of the student's own functions.

Every check prints; none raises, and none returns a score. What is expected is measured on the student's own forward
functions or stands here as plain numbers; there is no derivative's formula in this file.
"""

import numpy as np

from course.check.core.activations import check_activation, check_maxout
from course.check.core.arrays import read_array, unpack
from course.check.core.calling import call, guarded, name_of, try_it
from course.check.core.expected import known_array, known_number
from course.check.core.gradients import agree, compare
from course.check.core.numeric import central_differences
from course.check.core.report import Report
from course.probing.adapters.function_pairs import head, pair, with_refusal

__all__ = [
    "bce_with_logits", "elu", "gaussian_nll", "gelu", "head", "identity", "leaky_relu", "log_softmax", "logsumexp",
    "maxout", "mse_half", "output_head", "pair", "relu", "sigmoid", "softmax", "softmax_ce", "softplus", "step",
    "swish", "tanh", "try_it", "with_refusal",
]  # fmt: skip

LN2, LN3 = 0.6931471805599453, 1.0986122886681098
# Probabilities 1/4, 1/4, 1/2 and 3/16, 5/16, 8/16.
LOGITS = np.log([[1.0, 1, 2], [3, 5, 8]])
APART = np.array([[1000.0, 1000.0], [-1000.0, -1000.0]])


def identity(f, slope):
    """The identity and its slope."""
    check_activation("identity", f, slope, ([-2.0, 3.0], [-2.0, 3.0], "by hand"))


def step(f, slope):
    """The step and its slope."""
    signs = [([-1.0, 1.0], "That is the sign: left of 0 the unit is silent, it does not answer -1.")]
    check_activation("step", f, slope, ([-2.0, 3.0], [0.0, 1.0], "by hand"), slips=signs)


def sigmoid(f, slope):
    """The sigmoid and its slope, also far from 0."""
    slips = [([0.5, 0.25, 0.75], "It falls where it should rise: the sign in the exponent.")]
    by_hand = ([0.0, LN3, -LN3], [0.5, 0.75, 0.25], "by hand, at 0, ln 3 and -ln 3")
    check_activation("sigmoid", f, slope, by_hand, limits=((0.0, 1.0), (0.0, 0.0)), slips=slips)


def tanh(f, slope):
    """The tanh and its slope, also far from 0."""
    slips = [
        ([0.5, 2 / 3, 1 / 3], "That is the sigmoid: the tanh runs from -1 to 1."),
        ([0.0, 1 / 3, -1 / 3], "That is half as steep as the tanh: twice the sigmoid less 1 needs 2 z inside."),
    ]
    by_hand = ([0.0, LN2, -LN2], [0.0, 0.6, -0.6], "by hand, at 0, ln 2 and -ln 2")
    check_activation("tanh", f, slope, by_hand, limits=((-1.0, 1.0), (0.0, 0.0)), slips=slips)


def relu(f, slope):
    """The ReLU and its slope."""
    slips = [([-2.0, 0.0], "It keeps what is negative: the other side should pass.")]
    check_activation("relu", f, slope, ([-2.0, 3.0], [0.0, 3.0], "by hand"), slips=slips)


def leaky_relu(f, slope):
    """The leaky ReLU and its slope, for an alpha below 1 and one above."""
    by_hand = ([-2.0, 3.0], [-4.0, 3.0], "by hand, alpha = 2", 2.0)
    slips = [
        ([-2.0, 6.0], "That is the larger of z and alpha z: for alpha above 1 the sides change places."),
        ([0.0, 3.0], "Nothing leaks: what comes out for negative z?"),
    ]
    check_activation("leaky_relu", f, slope, by_hand, [("alpha", 1.0), ("alpha", 0.1), ("alpha", 2.0)], slips=slips)


def elu(f, slope):
    """The ELU and its slope for two alphas, and far from 0."""
    by_hand = ([-LN2, 3.0], [-1.0, 3.0], "by hand, alpha = 2", 2.0)
    slips = [
        ([-0.5, 3.0], "That is the ELU of alpha = 1: alpha is not used."),
        ([1.0, 3.0], "The 1 is not subtracted on the left: the two sides do not meet at 0."),
    ]
    limits = ((-1.0, 800.0), (0.0, 1.0))
    check_activation("elu", f, slope, by_hand, [("alpha", 1.0), ("alpha", 2.0)], limits, slips)


def softplus(f, slope):
    """The softplus and its slope, also far from 0."""
    by_hand = ([0.0, LN3, -LN3], [LN2, 2 * LN2, 0.28768], "by hand: ln 2, ln 4, ln 4/3")
    slips = [
        ([1.0, 3.0, 1 / 3], "That is the exponential: the logarithm takes the whole sum 1 + exp(z)."),
        ([LN2, 0.28768, 2 * LN2], "It falls where it should rise: the sign in the exponent."),
    ]
    check_activation("softplus", f, slope, by_hand, limits=((0.0, 800.0), (0.0, 1.0)), slips=slips)


def swish(f, slope):
    """The swish and its slope for three betas, and far from 0."""
    by_hand = ([LN3 / 2, -LN3 / 2], [0.41198, -0.13733], "by hand, beta = 2: 3/4 and 1/4 of z", 2.0)
    slips = [([0.75, 0.25], "That is the gate alone: what does it multiply?")]
    factors = [("beta", 1.0), ("beta", 2.0), ("beta", 0.5)]
    check_activation("swish", f, slope, by_hand, factors, ((0.0, 800.0), (0.0, 1.0)), slips)


def gelu(f, slope):
    """The GELU and its slope, also far from 0."""
    by_hand = ([-1.0, 1.0, 2.0], [-0.15866, 0.84134, 1.9545], "from a table of the normal distribution")
    slips = [
        ([-0.15881, 0.84119, 1.9546], "That is the approximation by a tanh: near, but not the GELU itself."),
        ([-0.15420, 0.84580, 1.93565], "That is the approximation by a swish: near, but not the GELU itself."),
        ([0.15866, 0.84134, 0.97725], "That is the chance alone: what does it multiply?"),
    ]
    check_activation("gelu", f, slope, by_hand, limits=((0.0, 800.0), (0.0, 1.0)), slips=slips)


def maxout(f, slope):
    """Maxout and its slope."""
    check_maxout(f, slope)


def logsumexp(logsumexp):
    """One number for each row: by hand, for large logits, with a temperature."""
    with Report("logsumexp") as report:
        like = "one number for each of 2 examples"
        by_hand = np.array([2 * LN2, 4 * LN2])
        inside = "The temperature divides inside; does it multiply the logarithm?"
        slips = [
            (by_hand, inside),
            (np.array([2.07944, 4.85203]), inside),
            (np.log([6.0, 98.0]), "The temperature is not used."),
        ]
        _rows(report, logsumexp, (LOGITS,), by_hand, "by hand: ln 4 and ln 16", like)
        _rows(report, logsumexp, (LOGITS + 1000,), by_hand + 1000, "1000 added to every logit", like)
        _rows(report, logsumexp, (APART,), np.array([1000 + LN2, -1000 + LN2]), "rows far from each other", like)
        _rows(report, logsumexp, (2 * LOGITS, 2.0), 2 * by_hand, "temperature 2", like, slips)


def log_softmax(log_softmax):
    """Rows of logarithms of probabilities: by hand, for large logits, with a temperature."""
    with Report("log_softmax") as report:
        by_hand = np.array([[-2 * LN2, -2 * LN2, -LN2], [-1.67398, -1.16315, -LN2]])
        columns = np.array([[-1.38629, -1.79176, -1.60944], [-0.28768, -0.18232, -0.22314]])
        slips = [(columns, "It runs down the columns: each row is one example."), (by_hand / LN2, "That is to base 2.")]
        _softmax_cases(report, log_softmax, by_hand, slips)
        _rows(report, log_softmax, (np.array([[1000.0, 0.0]]),), np.array([[0.0, -1000.0]]), "logits 1000 and 0")


def softmax(softmax):
    """Rows of probabilities: by hand, for large logits, with a temperature."""
    with Report("softmax") as report:
        by_hand = np.array([[4.0, 4, 8], [3, 5, 8]]) / 16
        columns = np.array([[1 / 4, 1 / 6, 1 / 5], [3 / 4, 5 / 6, 4 / 5]])
        slips = [
            (columns, "It runs down the columns: each row is one example."),
            (
                np.array([[0.5, 0.5, 1.0], [0.375, 0.625, 1.0]]),
                "These are the exponentials, not yet divided by their sum.",
            ),
            (np.exp(LOGITS), "These are the exponentials, not yet divided by their sum."),
        ]
        _softmax_cases(report, softmax, by_hand, slips)
        square = [
            (np.array([[0.25, 1.5], [0.25, 0.5]]), "The sums of the rows were laid along the columns: keep their axis.")
        ]
        hand = np.array([[0.25, 0.75], [0.5, 0.5]])
        _rows(report, softmax, (np.array([[0.0, LN3], [0.0, 0.0]]),), hand, "2 × 2, by hand", "", square)


def _softmax_cases(report, function, by_hand, slips):
    _rows(report, function, (LOGITS,), by_hand, "2 examples, 3 classes, by hand", "the shape of Z", slips)
    _rows(report, function, (LOGITS + 1000,), by_hand, "1000 added to every logit changes nothing")
    _rows(
        report, function, (APART[:, :1] + LOGITS,), by_hand, "rows far from each other: each has a largest of its own"
    )
    _rows(report, function, (2 * LOGITS, 2.0), by_hand, "twice the logits at temperature 2", slips=slips)


def _rows(report, function, arguments, expected, where, like="", slips=()):
    if not report.failed:
        name = name_of(function)
        known_array(report, f"{name}(Z)", call(report, function, *arguments), expected, where, like, slips)


def mse_half(mse_half):
    """Loss and gradient by hand and by differences; shapes that differ must be refused."""
    with Report("mse_half") as report:
        A, Y = np.array([[1.0, 0], [2, 2], [0, 1]]), np.array([[0.0, 0], [2, 0], [0, 1]])
        slips = [
            (5 / 3, "The 1/2 is missing."),
            (5 / 12, "That is the mean over all 6 entries: take the mean over the 3 examples only."),
            (2.5, "That is the sum over the batch: the loss is its mean."),
        ]
        _loss(report, mse_half, (A, Y), 5 / 6, "by hand: (1 + 4 + 0) / 2, over 3", slips)
        _gradients(report, mse_half, "dA", lambda rng, shape: (rng.normal(size=shape), rng.normal(size=shape)))
        if report.failed:
            return
        refuses = guarded(report, with_refusal(mse_half))
        if refuses("refuses", np.ones((3, 1)), np.ones(3)):
            report.ok("refused", "outputs of shape (3, 1) against targets of shape (3,)")
        else:
            report.fail(
                "Outputs of shape (3, 1) against targets of shape (3,) are not refused: their difference has shape "
                "(3, 3). Compare the shapes and raise a ValueError."
            )


def gaussian_nll(gaussian_nll):
    """Loss by hand for two standard deviations; the gradient by differences."""
    with Report("gaussian_nll") as report:
        two = np.array([1.0, 3.0]), np.array([1.0, 1.0])
        slips = [
            (0.25, "The normalising constant is missing."),
            (2.11209, "The squares are divided by sigma, not by its square."),
            (2.55523, "The constant has ln sigma² where ln sigma belongs."),
            (-1.36209, "The constant has the wrong sign: the density is divided by sigma √(2π)."),
        ]
        half = [(2.91894, "The 1/2 of the squares is missing."), (1.0, "The normalising constant is missing.")]
        once = [(2.11209, "Each of the 2 targets of an example has a density of its own: its constant counts twice.")]
        _loss(report, gaussian_nll, (*two, 1.0), 1.91894, "sigma = 1: 1 + ln √(2π)", half)
        _loss(report, gaussian_nll, (*two, 2.0), 1.86209, "sigma = 2: 1/4 + ln 2 + ln √(2π)", slips)
        row = two[0][None], two[1][None], 2.0
        _loss(report, gaussian_nll, row, 3.72417, "1 example of 2 targets, sigma = 2", once)

        def inputs(rng, shape):
            return rng.normal(size=shape), rng.normal(size=shape), 0.5

        _gradients(report, gaussian_nll, "dA", inputs)


def bce_with_logits(bce_with_logits):
    """Loss by hand and far from 0; the gradient by differences, for targets between 0 and 1."""
    with Report("bce_with_logits") as report:
        Z, Y = np.array([0.0, LN3]), np.array([1.0, 0.0])
        slips = [
            (3 * LN2, "That is the sum over the batch: the loss is its mean."),
            (-1.5 * LN2, "The sign: the logarithm of a probability is negative, the loss is not."),
            (1.5, "That is in bits: use the natural logarithm."),
            (0.5 * LN2, "Only the example with target 1 is counted."),
            (LN2, "That is the formula for labels -1 and 1; here they are 0 and 1."),
        ]
        entries = [(1.5 * LN2, "That is the mean over the units, too: the units of one example are added up.")]
        _loss(report, bce_with_logits, (Z, Y), 1.5 * LN2, "p = 1/2 and 3/4, by hand: (ln 2 + ln 4) / 2", slips)
        _loss(report, bce_with_logits, (Z[None], Y[None]), 3 * LN2, "the same as 1 example of 2 units", entries)
        far = np.array([800.0, -800.0])
        _loss(report, bce_with_logits, (far, Y), 0.0, "sure and right, Z = ±800")
        _loss(report, bce_with_logits, (far, 1 - Y), 800.0, "sure and wrong, Z = ±800")
        _gradients(report, bce_with_logits, "dZ", lambda rng, shape: (rng.normal(size=shape), rng.uniform(size=shape)))
        if not report.failed:
            result = call(report, bce_with_logits, far, 1 - Y)
            _, dZ = unpack(report, "bce_with_logits", result, ("loss", "dZ"))
            known_array(report, "dZ", dZ, np.array([0.5, -0.5]), "sure and wrong, Z = ±800", "the shape of Z")


def softmax_ce(softmax_ce):
    """Loss by hand for sure and smoothed targets; the gradient by differences."""
    with Report("softmax_ce") as report:
        sure = np.array([[0.0, 0, 1], [1, 0, 0]])
        soft = np.array([[0.25, 0.25, 0.5], [0, 0.4, 0.6]])
        slips = [
            (2.36712, "That is the sum over the batch: the loss is its mean."),
            (-1.18356, "The sign: the logarithm of a probability is negative, the loss is not."),
            (1.70752, "That is in bits: use the natural logarithm."),
            (0.94856, "The softmax runs down the columns: each row is one example."),
            (0.39452, "That is the mean over all 6 entries: take the mean over the 2 examples only."),
        ]
        labels = [(LN2, "Each target was taken for a label: all entries of its row belong into the sum.")]
        _loss(report, softmax_ce, (LOGITS, sure), 1.18356, "p = 1/2 and 3/16, by hand: (ln 2 + ln 16/3) / 2", slips)
        _loss(report, softmax_ce, (LOGITS, soft), 0.96044, "smoothed targets", labels)
        _loss(report, softmax_ce, (LOGITS + APART[:, :1], sure), 1.18356, "rows far from each other")
        _loss(report, softmax_ce, (np.array([[1000.0, 0.0]]), np.array([[0.0, 1.0]])), 1000.0, "sure and wrong")

        def inputs(rng, shape):
            return rng.normal(size=shape), rng.dirichlet(np.ones(shape[1]), size=shape[0])

        rows = "Every row should sum to 0, since adding a constant to all logits changes nothing; yours do not."
        _gradients(report, softmax_ce, "dZ", inputs, [(7, 4), (3, 3), (1, 2)], rows)


def _loss(report, function, arguments, expected, where, slips=()):
    if not report.failed:
        result = call(report, function, *arguments)
        loss, _ = unpack(report, name_of(function), result, ("loss", "gradient"))
        known_number(report, "loss", loss, expected, where, slips)


def _gradients(report, function, name, inputs, shapes=((5,), (4, 3), (3, 3), (1, 2)), sum_slip=None):
    """The gradient against central differences of the student's own loss, for several shapes."""
    for shape in shapes:
        if report.failed:
            return
        at, *others = inputs(np.random.default_rng(len(shape) + shape[0]), shape)
        result = call(report, function, at, *others)
        _, gradient = unpack(report, name_of(function), result, ("loss", name))
        gradient = read_array(report, name, gradient, shape, f"the shape of {name[1]}")
        if gradient is not None:
            loss = guarded(report, function)
            measured = central_differences(lambda z=at, rest=others, f=loss: f(z, *rest)[0], at)
            slip = sum_slip if sum_slip and not np.allclose(gradient.sum(axis=1), 0) else None
            compare(report, name, gradient, measured, f"shape {shape}", shape[0], slip)


def output_head(output_head):
    """What each task's activation answers, and that its loss fits: the gradient of Z is (A - Y) / N."""
    with Report("output_head") as report:
        chosen = guarded(report, output_head)
        Z = np.array([[0.0, LN3], [0.0, 0.0]])
        Y = np.array([[0.0, 1.0], [1.0, 0.0]])
        for task, expected, slip in (
            ("regression", Z, "A regression must be able to answer any number."),
            ("binary", np.array([[0.5, 0.75], [0.5, 0.5]]), "Each unit answers a question of its own, with yes or no."),
            ("multi-class", np.array([[0.25, 0.75], [0.5, 0.5]]), "One class is right: each row must sum to 1."),
        ):
            result = chosen(task)
            f, loss = unpack(report, "output_head", result, ("f", "loss"))
            if not callable(f) or not callable(loss):
                report.stop(f"For {task!r} it returned no two functions: return their names, without brackets.")
            value = call(report, f, Z)
            value = read_array(report, f"f(Z) for {task!r}", value, Z.shape, "the shape of Z")
            if value is None:
                return
            if not agree(value, expected):
                report.stop(f"f(Z) for {task!r} is {value.round(4).tolist()} at Z = [[0, ln 3], [0, 0]]. {slip}")
            _, dZ = unpack(report, name_of(loss), call(report, loss, Z, Y), ("loss", "dZ"))
            dZ = read_array(report, f"dZ for {task!r}", dZ, Z.shape, "the shape of Z")
            if dZ is None:
                return
            if not agree(dZ, (value - Y) / 2):
                report.stop(
                    f"The loss for {task!r} does not fit its activation: its gradient is not (A - Y) / N. Does it take "
                    "the pre-activations Z, and is it the partner of this activation?"
                )
            report.ok(task, "activation and loss belong together")
