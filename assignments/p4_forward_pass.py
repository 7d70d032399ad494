# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Forward, and what a network can express
#
# You will run a network forward, for any number of layers, and then choose its weights *by hand*: so that it makes a
# bump, joins dots, folds an interval, multiplies. At the end you have a net that fits any curve, without training.
#
# ```text
#                ┌─► __/  ──┐
#  x ──► W, b ───┼─► ____/ ─┼──► V, c ──► y        a few bends, added up, are a curve;
#                └─► _/   ──┘                      more bends, a finer one
#           one hidden layer   linear output
# ```
#
# | | task | points | minutes |
# |---|---|---:|---:|
# | 1 | `init_params`: [random weights of the right size](#init) | 8 | 15 |
# | 2 | `forward`: [layer by layer](#forward) | 16 | 20 |
# | 3 | `convert_convention`: [one layer, written in other ways](#convention) | 8 | 15 |
# | 4 | `count_params`, `flatten`, `unflatten`: [all parameters in one vector](#count) | 10 | 20 |
# | 5 | `collapse_linear`: [linear layers make one linear layer](#collapse) | 10 | 15 |
# | 6 | `permute_hidden`, `rescale_relu`: [other weights, same function](#symmetry) | 8 | 15 |
# | 7 | `bump_net`: [a curve made of steps](#bumps) | 10 | 20 |
# | 8 | `relu_interpolant`: [a curve made of straight pieces](#bends) | 10 | 20 |
# | 9 | `tent_net`: [many pieces from few layers](#fold) | 4 | 15 |
# | 10 | `mult_gate`, `product_net`: [networks that multiply](#multiply) | 6 | 25 |
# | | [it fits any curve](#curve) | – | 10 |
#
# **How to work.** Fill a cell that says `YOUR CODE HERE`, run it, run the check below it. A check tells what is right,
# what is not, and the likely slip; it gives no points, and you may run it as often as you like. Where it says
# **Predict**, write your answer into `my_prediction` before you run the cell below it.
#
# The graded tests use other numbers and other sizes. Where you build a network (tasks 7 to 10), **any right network
# counts**: the tests run it and look at what it computes and how many units it needs, not at your weights. All
# functions leave the arrays that they are given unchanged.
#
# Numbers count as right if they agree to six digits. Your code may use numpy, scipy and matplotlib, and pandas and tqdm
# where the grader has them; other packages are not there. An error outside your functions costs no points.

# %% setup role="readonly"
import numpy as np

from course import probe
from course.check import p4 as check

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## One layer
#
# One example is one **row**. A layer of $n_{out}$ units that reads $n_{in}$ numbers:
#
# $$\underbrace{Z}_{N\times n_{out}} = \underbrace{X}_{N\times n_{in}}\,\underbrace{W}_{n_{in}\times n_{out}} +
# \underbrace{b}_{\text{to every row}}, \qquad A = f(Z).$$
#
# Column $k$ of $W$ holds the weights of unit $k$. A network is a list of pairs, `params = [(W_1, b_1), (W_2, b_2), …]`,
# first layer first; its widths are `sizes = [n_0, n_1, …, n_L]`, the input first. A *3-layer* network has three pairs:
# the input is not counted (some books do count it).
#
# To begin with: `sizes = [3, 4, 2]`. What are the shapes of all four arrays?
#
# <a id="init"></a>
# ## Task 1 · `init_params` (8 points)
#
# Before anything is learned, weights are random and biases 0. How large? $z = \sum_j x_j w_j$ adds $n_{in}$ independent
# terms, and variances add: with $\operatorname{Var} w = 1/n_{in}$ and inputs of size 1, $z$ is of size 1 as well, in
# every layer. ReLU throws half of the signal away and wants twice the variance. Three schemes in use:
#
# | scheme | variance of a weight | made for |
# |---|---|---|
# | `"lecun"` | $1/n_{in}$ | what is nearly linear around 0, such as tanh |
# | `"xavier"` | $2/(n_{in} + n_{out})$ | the same, with the backward pass in mind |
# | `"he"` | $2/n_{in}$ | ReLU |
#
# By hand: a layer 50 → 100, `"he"`: variance $2/50 = 0.04$, so the *standard deviation* is $0.2$. Numpy asks for the
# standard deviation.
#
# All randomness comes from the generator `rng` that is passed in: `rng.normal(…)`. Then one seed repeats a whole
# experiment, and two draws from the same generator differ. (Normal or uniform makes no difference here; mean 0 and the
# variance do.)


# %% solve_init_params role="solution" reference="reference_solution.networks.initialisation:init_params"
def init_params(sizes, scheme, rng):
    """Draw the parameters of a network.

    Parameters
    ----------
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.
    scheme : {"lecun", "xavier", "he"}
    rng : numpy.random.Generator

    Returns
    -------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), random with mean 0, b of shape (n_out,), zero.
    """
    ...


# %% grade_init_params role="tests" points=8
check.init_params(init_params)
draws_of_init_params = check.draws(init_params)  # asked with a seed, three times
### BEGIN HIDDEN TESTS
probe("p4.init_params", draws_of_init_params)
### END HIDDEN TESTS


# %% given_relu role="readonly"
def relu(Z):
    """max(0, z) for every entry."""
    return np.maximum(Z, 0.0)


# %% [markdown]
# <a id="forward"></a>
# ## Task 2 · `forward` (16 points)
#
# $$A_0 = X, \qquad Z_l = A_{l-1} W_l + b_l, \qquad
# A_l = \begin{cases} f(Z_l) & l < L \\ Z_L & l = L, \text{ the output is linear} \end{cases}$$
#
# A composition of functions: $y = f^L \circ \dots \circ f^1(x)$. (With columns in place of rows, and the same $W$, it
# is $Z^{l} = (W^{l})^\top A^{l-1} + b^{l}$.)
#
# Keep everything on the way: backpropagation will ask for it. The cache is a dict of two lists: `cache["Z"]` holds
# $Z_1, \dots, Z_L$, and `cache["A"]` one more: $A_0 = X$ first, then $A_1, \dots, A_L$. The last is the output.
#
# By hand, with $f = \text{relu}$:
# $x = (1, 2)$, $W_1 = \begin{pmatrix}1 & -1\\ 2 & 0\end{pmatrix}$, $b_1 = (-3, -1)$ gives $z_1 = (2, -2)$,
# $a_1 = (2, 0)$; then $W_2 = \begin{pmatrix}1\\ -1\end{pmatrix}$, $b_2 = -4$ gives $z_2 = a_2 = -2$: negative, for
# nothing is applied to the output.


# %% solve_forward role="solution" reference="reference_solution.networks.forward_pass:forward"
def forward(params, X, f=np.tanh):
    """Run a network whose output layer is linear, and keep what was seen on the way.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)
    f : callable
        Activation of every hidden layer: takes an array, returns one of the same shape.

    Returns
    -------
    cache : dict
        cache["A"] is the list X, A_1, …, A_L; cache["Z"] the list Z_1, …, Z_L.
    """
    ...


# %% grade_forward role="tests" points=16
check.forward(forward)
### BEGIN HIDDEN TESTS
probe("p4.forward", forward)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Twenty layers of 100 units, inputs of size 1. How large are the activations of the last hidden layer: for
# tanh with `"lecun"`, for ReLU with `"lecun"`, for ReLU with `"he"`? And for ReLU if all weights have variance 1?

# %% predict_depth
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    inputs = np.random.default_rng(0).normal(size=(50, 100))
    sizes = [100] * 21
    for f, scheme in ((np.tanh, "lecun"), (relu, "lecun"), (relu, "he")):
        last = forward(init_params(sizes, scheme, np.random.default_rng(1)), inputs, f)["A"][-2]
        print(f"{f.__name__}, {scheme}: root mean square {np.sqrt((last**2).mean()):.2g}")
    growth = np.sqrt(100 / 2) ** 19  # standard deviation 1 in place of that of he, 19 times
    print(f"relu, variance 1: root mean square {growth * np.sqrt((last**2).mean()):.2g}")

# %% [markdown]
# ReLU with `"lecun"` loses a factor $\sqrt 2$ in every layer: 19 of them make $2^{-9.5} \approx 1/700$. And where the
# signals of the forward pass are as small as that, the gradients of the weights are small, too.
#
# <a id="convention"></a>
# ## Task 3 · `convert_convention` (8 points)
#
# Five lecture courses, named `"S0"` to `"S4"` here, write one example as a column, and do not agree on how $W$ is
# stored. This is the same layer with 3 inputs and 2 outputs in each of them:
#
# | name | how it is written | shape of `W` | shape of `b` |
# |---|---|---|---|
# | `"S0"`, `"S1"`, `"S3 code"` | $W x + b$ | `(2, 3)`: out × in | `(2, 1)`, a column |
# | `"S2"`, `"S4"` | $W^\top x + b$ | `(3, 2)`: in × out | `(2, 1)`, a column |
# | `"S3 slides"` | $W^\top x$ | `(3, 2)`: in × out | `None`: there is no bias |
# | `"course"` | $X W + b$ | `(3, 2)`: in × out | `(2,)` |
#
# Translate from any of these names to any other. From `"S3 slides"` the bias is zeros; *to* `"S3 slides"` it is `None`
# (the tests only ask for that when it was 0).
#
# By hand: `"S0"` stores $W = \begin{pmatrix}1 & 2 & 3\\ 4 & 5 & 6\end{pmatrix}$: unit 1 has the weights $(1, 2, 3)$.
# Our *column* 1 must hold them, so ours is $\begin{pmatrix}1 & 4\\ 2 & 5\\ 3 & 6\end{pmatrix}$. A reshape to `(3, 2)`
# would fit as well and be wrong; and a square $W$ fits whichever way: then only the name tells.


# %% solve_convert_convention role="solution" reference="reference_solution.networks.conventions:convert_convention"
def convert_convention(W, b, source, target):
    """Weights and bias of a layer, from one way of storing them to another.

    Parameters
    ----------
    W : ndarray of shape (n_out, n_in) or (n_in, n_out), as `source` has it
    b : ndarray of shape (n_out, 1) or (n_out,), or None
    source, target : {"S0", "S1", "S2", "S3 slides", "S3 code", "S4", "course"}

    Returns
    -------
    W, b
        As `target` stores them.
    """
    ...


# %% grade_convert_convention role="tests" points=8
check.convert_convention(convert_convention)
### BEGIN HIDDEN TESTS
probe("p4.convert_convention", convert_convention)
### END HIDDEN TESTS

# %% [markdown]
# <a id="count"></a>
# ## Task 4 · `count_params` (4 points), `flatten` (3), `unflatten` (3)
#
# A fully connected layer $n_{in} \to n_{out}$ has $n_{in} n_{out}$ weights and $n_{out}$ biases. By hand:
# 3 → 4 → 2 has $3\cdot 4 + 4 + 4\cdot 2 + 2 = 26$ parameters, and 3 → 4 → 4 → 1 has 41.
#
# Before you write it: how many has 784 → 30 → 10, the network that reads digits later? More or fewer than there are
# examples in a training set of 10 000?


# %% solve_count_params role="solution" reference="reference_solution.networks.parameters:count_params"
def count_params(sizes):
    """Number of weights and biases.

    Parameters
    ----------
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.

    Returns
    -------
    int
    """
    ...


# %% grade_count_params role="tests" points=4
check.count_params(count_params)
### BEGIN HIDDEN TESTS
probe("p4.count_params", count_params)
### END HIDDEN TESTS

# %% [markdown]
# *Weight space* has one coordinate for each weight and bias: a whole network is one point of it, and training is a
# walk. `flatten` gives the point, `unflatten` finds the way back. The order of the coordinates is a matter of
# agreement; ours is $W_1$ row by row, $b_1$, $W_2$ row by row, $b_2$, …
#
# By hand: $W_1 = \begin{pmatrix}1 & 2\\ 3 & 4\end{pmatrix}$, $b_1 = (5, 6)$, $W_2 = \begin{pmatrix}7\\ 8\end{pmatrix}$,
# $b_2 = (9)$ is the point $(1, 2, 3, 4, 5, 6, 7, 8, 9)$.


# %% solve_flatten role="solution" reference="reference_solution.networks.parameters:flatten"
def flatten(params):
    """All parameters in one vector, one coordinate for each weight and bias.

    Parameters
    ----------
    params : list of (W, b)

    Returns
    -------
    ndarray of shape (count_params(sizes),)
        W_1 row by row, b_1, W_2, …
    """
    ...


# %% grade_flatten role="tests" points=3
check.flatten(flatten)
### BEGIN HIDDEN TESTS
probe("p4.flatten", flatten)
### END HIDDEN TESTS


# %% solve_unflatten role="solution" reference="reference_solution.networks.parameters:unflatten"
def unflatten(vector, sizes):
    """The way back: parameters with their shapes.

    Parameters
    ----------
    vector : ndarray of shape (count_params(sizes),)
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.

    Returns
    -------
    params : list of (W, b)
        Copies: to change them later must not change the vector.
    """
    ...


# %% grade_unflatten role="tests" points=3
check.unflatten(unflatten)
overwritten_unflatten = check.with_overwriting(unflatten)
### BEGIN HIDDEN TESTS
probe("p4.unflatten", overwritten_unflatten)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Take two random networks 2 → 3 → 1, and the point halfway between them in weight space. Does that network
# compute the mean of what the two compute? And if the networks have no hidden layer, 2 → 1?

# %% predict_halfway
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    rng = np.random.default_rng(4)
    points = rng.normal(size=(5, 2))
    for sizes in ([2, 3, 1], [2, 1]):
        ends = [init_params(sizes, "lecun", rng) for _ in range(2)]
        halfway = unflatten((flatten(ends[0]) + flatten(ends[1])) / 2, sizes)
        outputs = [forward(params, points)["A"][-1] for params in (*ends, halfway)]
        print(f"{sizes!s:9}  mean of outputs    {((outputs[0] + outputs[1]) / 2).ravel()}")
        print(f"           output of the mean {outputs[2].ravel()}")

# %% [markdown]
# The outputs are linear in the weights of the last layer only; along other lines in weight space they bend. That is why the
# loss of a network has hills and valleys where that of a linear model is one bowl.
#
# <a id="collapse"></a>
# ## Task 5 · `collapse_linear` (10 points)
#
# What if the activation is the identity? Two layers:
#
# $$(X W_1 + b_1)\,W_2 + b_2 = X\,\underbrace{W_1 W_2}_{W} + \underbrace{b_1 W_2 + b_2}_{b}.$$
#
# One layer. So a hundred linear layers are one linear layer: all that a hidden layer gives comes from its activation.
# With rows the product is $W_1 W_2 W_3 \cdots$ (with columns it is $W_3 W_2 W_1$), and each bias goes through all the
# layers that come after it.
#
# By hand: $W_1 = (1, 2)$, $b_1 = (3, 4)$, $W_2 = \begin{pmatrix}5\\ 6\end{pmatrix}$, $b_2 = 1$:
# $W = 1\cdot 5 + 2\cdot 6 = 17$, $\;b = 3\cdot 5 + 4\cdot 6 + 1 = 40$.


# %% solve_collapse_linear role="solution" reference="reference_solution.expressivity.linear_collapse:collapse_linear"
def collapse_linear(params):
    """The single layer that computes the same as a network of linear layers.

    Parameters
    ----------
    params : list of (W, b)
        Any number of layers, first layer first; W of shape (n_in, n_out), b of shape (n_out,).

    Returns
    -------
    W : ndarray of shape (n_0, n_L)
    b : ndarray of shape (n_L,)
    """
    ...


# %% grade_collapse_linear role="tests" points=10
check.collapse_linear(collapse_linear)
### BEGIN HIDDEN TESTS
probe("p4.collapse_linear", collapse_linear)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Linear layers 8 → 2 → 8: what is the rank of the collapsed $8 \times 8$ matrix? Does depth without
# activations at least do no harm?

# %% predict_rank
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    narrow = init_params([8, 2, 8], "lecun", np.random.default_rng(6))
    W, b = collapse_linear(narrow)
    print("singular values", np.linalg.svd(W, compute_uv=False), "rank", np.linalg.matrix_rank(W))

# %% [markdown]
# The narrowest layer decides. What does not fit through it is lost.
#
# <a id="symmetry"></a>
# ## Task 6 · `permute_hidden` (4 points), `rescale_relu` (4 points)
#
# "The output of intermediate layers is not specified" by the data: nothing says which hidden unit does what. Two
# ways to change the weights and not the function:
#
# * **Exchange units.** Unit $k$ of a layer is a *column* of $W$, an entry of $b$, and a *row* of the next layer's $W$.
#   Move all three together.
# * **Rescale a ReLU.** For $c > 0$, $\text{relu}(c z) = c\,\text{relu}(z)$. So make a unit $c$ times as large, and let
#   the next layer read it with $1/c$ of the weight. Each unit has a factor of its own.
#
# Both act on the hidden layer that `params[layer]` makes and `params[layer + 1]` reads; `layer=0` is the first hidden
# layer. All other layers stay as they are.
#
# By hand: $W_1 = (1, 2)$, $b_1 = (3, 4)$, $W_2 = \begin{pmatrix}5\\ 6\end{pmatrix}$. The order $(1, 0)$ gives
# $(2, 1)$, $(4, 3)$, $\begin{pmatrix}6\\ 5\end{pmatrix}$. The scale $(2, \frac12)$ gives $(2, 1)$, $(6, 2)$,
# $\begin{pmatrix}2.5\\ 12\end{pmatrix}$.


# %% solve_permute_hidden role="solution" reference="reference_solution.expressivity.symmetry:permute_hidden"
def permute_hidden(params, layer, order):
    """The same network with the units of one hidden layer in another order.

    Parameters
    ----------
    params : list of (W, b)
    layer : int
        The hidden layer that params[layer] makes; 0 is the first.
    order : ndarray of int, of shape (n_hidden,)
        A permutation: unit i of the result is unit order[i] of params.

    Returns
    -------
    list of (W, b)
    """
    ...


# %% grade_permute_hidden role="tests" points=4
check.permute_hidden(permute_hidden)
### BEGIN HIDDEN TESTS
probe("p4.permute_hidden", permute_hidden)
### END HIDDEN TESTS


# %% solve_rescale_relu role="solution" reference="reference_solution.expressivity.symmetry:rescale_relu"
def rescale_relu(params, layer, scale):
    """The same ReLU network with hidden units that are larger, and read with less weight.

    Parameters
    ----------
    params : list of (W, b)
    layer : int
        The hidden layer that params[layer] makes; 0 is the first.
    scale : ndarray of shape (n_hidden,)
        Positive factors, one for each hidden unit.

    Returns
    -------
    list of (W, b)
    """
    ...


# %% grade_rescale_relu role="tests" points=4
check.rescale_relu(rescale_relu)
### BEGIN HIDDEN TESTS
probe("p4.rescale_relu", rescale_relu)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** The hidden layer has 10 units. In how many ways can they be ordered, each of them another point of weight
# space, with the very same loss? Is the best network unique?

# %% predict_minima
my_prediction = ""  # write it here

print("your prediction:", my_prediction)
print(f"{np.prod(np.arange(1, 11)):,} orders of 10 units")
print(f"about {np.prod(np.arange(1.0, 31)):.0e} orders of 30 units")

# %% [markdown]
# <a id="bumps"></a>
# ## Task 7 · `bump_net` (10 points)
#
# Now build. A unit $\text{step}(k\,(x - e))$ switches on at the *edge* $x = e$. One that switches on at $e_0$ and, with
# the opposite output weight, one that switches on at $e_1$: together a bump of height $h$ between $e_0$ and $e_1$:
#
# ```text
#       h · step(k (x − e0))          −h · step(k (x − e1))             sum: the bump
#
#   h        ┌──────────                                             h      ┌─────┐
#   0  ──────┘                      0  ────────────┐                 0 ─────┘     └─────
#            e0                    −h              └──────                  e0    e1
# ```
#
# Side by side, bumps make any staircase; and with narrow bumps any curve. `edges` has one entry more than `heights`:
# bump $i$ reaches from `edges[i]` to `edges[i + 1]`. Outside all bumps, the network says 0.
#
# The same network has to work with logistic units $\sigma(z) = 1/(1 + e^{-z})$ in place of steps, so $k$, the
# `steepness`, matters: $z = k\,(x - e)$ for every hidden unit. By hand: $k = 10$, $e = 2$: $z = 10 x - 20$. Both the
# weight *and* the bias know $k$.


# %% given_activations role="readonly"
def step(Z):
    """1.0 where Z is above 0, else 0.0."""
    return np.where(Z > 0, 1.0, 0.0)


def sigmoid(Z):
    """1 / (1 + exp(-z)) for every entry; this form does not overflow."""
    return 0.5 * (1 + np.tanh(Z / 2))


# %% solve_bump_net role="solution" reference="reference_solution.expressivity.bumps:bump_net"
def bump_net(edges, heights, steepness):
    """One bump for each interval between neighbouring edges, side by side.

    Parameters
    ----------
    edges : ndarray of shape (n + 1,)
        Increasing.
    heights : ndarray of shape (n,)
        The output that the network is to have between edges[i] and edges[i + 1].
    steepness : float
        k: the slope of every hidden unit's z.

    Returns
    -------
    params : list of (W, b)
        One input, at most 2n hidden units, one linear output.
    """
    ...


# %% grade_bump_net role="tests" points=10
check.bump_net(bump_net)
### BEGIN HIDDEN TESTS
probe("p4.bump_net", bump_net)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Nielsen's curve on $[0, 1]$, cut into $n$ equal pieces, each with a bump as high as the curve in its
# middle. If $n$ doubles, what becomes of the largest error?


# %% predict_staircase
my_prediction = ""  # write it here


def curve(x):
    """Nielsen's test curve."""
    return 0.2 + 0.4 * x**2 + 0.3 * x * np.sin(15 * x) + 0.05 * np.cos(50 * x)


def bumps_on_the_curve(n, steepness):
    """A network of n bumps between 0 and 1, each as high as the curve in its middle."""
    edges = np.linspace(0, 1, n + 1)
    return bump_net(edges, curve((edges[:-1] + edges[1:]) / 2), steepness)


with check.try_it(my_prediction):
    x = np.linspace(0, 1, 1001)[1:, None]
    for n in (20, 40, 80, 160):
        stairs = forward(bumps_on_the_curve(n, 1.0), x, step)["A"][-1]
        print(f"{n:3} bumps: largest error {abs(stairs - curve(x)).max():.3f}")

# %% [markdown]
# Half: a staircase is at most half a step's width times the steepest slope away.
#
# **Predict.** Now with logistic units, 80 bumps. The larger $k$, the nearer they are to steps. So is a larger $k$
# better?

# %% predict_steepness
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    x = np.linspace(0.1, 0.9, 1001)[:, None]  # soft bumps fade out at both ends of the curve
    for k in (20.0, 50.0, 200.0, 500.0, 1000.0, 5000.0):
        soft = forward(bumps_on_the_curve(80, k), x, sigmoid)["A"][-1]
        print(f"k = {k:4.0f}: largest error {abs(soft - curve(x)).max():.4f}")
    stairs = forward(bumps_on_the_curve(80, 1.0), x, step)["A"][-1]
    print(f"steps:    largest error {abs(stairs - curve(x)).max():.4f}")

# %% [markdown]
# No: soft units of the right width round the stairs off, and come more than five times nearer than
# steps. Softer than the stairs
# are wide, they wipe out the curve as well.
#
# <a id="bends"></a>
# ## Task 8 · `relu_interpolant` (10 points)
#
# Steps jump; ReLUs bend. Given points $(x_0, y_0), \dots, (x_n, y_n)$, join the dots by straight lines, with one ReLU
# for each piece:
#
# $$F(x) = y_0 + \sum_{i=0}^{n-1} v_i\,\text{relu}(x - x_i)$$
#
# To the left of $x_i$ unit $i$ is silent; to its right it adds $v_i$ to the slope, for good. So what must $v_i$ be, if
# unit 0 to $i - 1$ are at work already?
#
# By hand: $(0, 1), (1, 3), (3, 2)$. The slopes are $2$ and $-\frac12$. $v_0 = 2$; and $v_1 = -2.5$, so that at $x = 2$,
# halfway down, $F = 1 + 2\cdot 2 - 2.5\cdot 1 = 2.5$. Right.


# %% solve_relu_interpolant role="solution" reference="reference_solution.expressivity.relu_interpolant:relu_interpolant"
def relu_interpolant(x, y):
    """The network whose graph is the broken line through the points (x, y).

    Parameters
    ----------
    x : ndarray of shape (n + 1,)
        Increasing, with gaps of any width.
    y : ndarray of shape (n + 1,)

    Returns
    -------
    params : list of (W, b)
        One input, at most n ReLUs, one linear output. Left of x[0] and right of x[n] anything goes.
    """
    ...


# %% grade_relu_interpolant role="tests" points=10
check.relu_interpolant(relu_interpolant)
### BEGIN HIDDEN TESTS
probe("p4.relu_interpolant", relu_interpolant)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** The same curve, $n$ pieces, one ReLU each: if $n$ doubles, what becomes of the largest error now?

# %% predict_broken_line
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    x = np.linspace(0, 1, 1001)[:, None]
    for n in (20, 40, 80, 160):
        dots = np.linspace(0, 1, n + 1)
        line = forward(relu_interpolant(dots, curve(dots)), x, relu)["A"][-1]
        print(f"{n:3} ReLUs: {abs(line - curve(x)).max():.4f}")

# %% [markdown]
# A quarter. The error is at most $\frac18 M h^2$ for pieces of width $h$ and a second derivative of at most $M$.
#
# You have just proved something: on an interval, one hidden layer comes as near to any continuous function as you like.
# The general theorem is often shortened to "a network can approximate any function". It says: any
# **continuous** function on a **closed and bounded** set, with a hidden activation that is continuous and not a
# polynomial, a linear output, and as many units as it takes. Nothing is said about how many that is, nor about whether
# training finds them. Continuity is enough to come near; that the error shrinks like $1/n$ or $1/n^2$ needs slopes and
# bends that are bounded.
#
# <a id="fold"></a>
# ## Task 9 · `tent_net` (4 points)
#
# One layer of $n$ ReLUs makes at most $n + 1$ straight pieces. Depth does better, by *folding*. Two ReLUs make a tent:
#
# $$T(x) = 2\,\text{relu}(x) - 4\,\text{relu}(x - \tfrac12), \qquad T(0) = 0, \quad T(\tfrac12) = 1, \quad T(1) = 0.$$
#
# Between 0 and 1 it goes up *and* down: it folds the interval in the middle and stretches it to its old length. Apply
# it to its own output, and every piece is folded again: $T(T(x))$ has 4 pieces, and $L$ tents have $2^L$.
#
# ```text
#      T(x)              T(T(x))           T(T(T(x)))
#       /\                /\  /\           /\ /\ /\ /\
#      /  \              /  \/  \         /  V  V  V  \
# ```
#
# `tent_net(L)` is $T$ applied $L$ times: $L$ hidden layers with 2 ReLUs each. The tent's output weights and the next
# tent's input weights are both linear, with nothing in between: what does task 5 say about them?


# %% solve_tent_net role="solution" reference="reference_solution.expressivity.tent_maps:tent_net"
def tent_net(L):
    """The tent map on [0, 1], applied L times.

    Parameters
    ----------
    L : int
        At least 1.

    Returns
    -------
    params : list of (W, b)
        One input, at most 2L ReLUs in L hidden layers, one linear output.
    """
    ...


# %% grade_tent_net role="tests" points=4
check.tent_net(tent_net)
### BEGIN HIDDEN TESTS
probe("p4.tent_net", tent_net)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** How many ReLUs has `tent_net(10)`? How many would one hidden layer need for the same curve?

# %% predict_pieces
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for L in (1, 2, 3, 10):
        x = np.arange(2**L + 1)[:, None] / 2**L  # where the pieces begin and end
        heights = forward(tent_net(L), x, relu)["A"][-1][:, 0]
        slopes = np.diff(heights) * 2**L
        pieces = 1 + np.count_nonzero(np.diff(slopes))
        print(f"{2 * L:2} ReLUs make {pieces:4} pieces; one hidden layer needs at least {pieces - 1:4}")

# %% [markdown]
# Montúfar and others (2014): what a deep network does with a few units may cost a shallow one exponentially many.
# *May*: this curve is made for it. Smooth curves such as Nielsen's gain far less.
#
# <a id="multiply"></a>
# ## Task 10 · `mult_gate` (3 points), `product_net` (3 points)
#
# A network adds. Can it multiply two of its inputs? Four units can, as nearly as you like (Lin, Tegmark and Rolnick,
# 2017). Let $s$ be the softplus, $s(u) = \ln(1 + e^u)$. In $s(u) + s(-u) = 2 s(0) + s''(0)\,u^2 + \dots$ the odd terms
# cancel: a parabola, nearly, while $u$ is small. And squares make products: $(x+y)^2 - (x-y)^2 = 4xy$. Together,
#
# $$q(u) = s(\lambda u) + s(-\lambda u), \qquad xy \approx \frac{q(x + y) - q(x - y)}{4\,\lambda^2\,s''(0)} .$$
#
# What is $s''(0)$? $s' = \sigma$, so $s'' = \sigma(1 - \sigma)$, at 0. (A logistic unit instead of the softplus has
# $\sigma''(0) = 0$: nothing to divide by.) By hand for $\lambda = \frac12$: the output weights are
# $\pm 1/(4 \cdot \frac14 \cdot s''(0)) = \pm 4$.


# %% given_softplus role="readonly"
def softplus(Z):
    """ln(1 + exp(z)) for every entry, without overflow."""
    return np.logaddexp(0.0, Z)


# %% solve_mult_gate role="solution" reference="reference_solution.expressivity.multiplication_gate:mult_gate"
def mult_gate(lam):
    """A network of four softplus units whose output is nearly the product of its two inputs.

    Parameters
    ----------
    lam : float
        How small the inputs are made.

    Returns
    -------
    params : list of (W, b)
        Two inputs, at most four hidden units, one linear output.
    """
    ...


# %% grade_mult_gate role="tests" points=3
check.mult_gate(mult_gate)
### BEGIN HIDDEN TESTS
probe("p4.mult_gate", mult_gate)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** The error falls like $\lambda^2$. So is $\lambda = 10^{-7}$ better than $10^{-4}$?

# %% predict_lambda
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    pairs = np.random.default_rng(9).uniform(-1, 1, size=(500, 2))
    for exponent in range(8):
        output = forward(mult_gate(10.0**-exponent), pairs, softplus)["A"][-1]
        error = abs(output[:, 0] - pairs.prod(axis=1)).max()
        print(f"lam = 1e-{exponent}: largest error {error:.1e}")

# %% [markdown]
# Four numbers near $\ln 2$, each rounded at the 16th digit, are subtracted and divided by $\lambda^2$: from about
# $10^{-4}$ on the roundings win.
#
# For many inputs, a tree: multiply neighbours, then neighbours of the results, and so on. As with the tents, the output
# weights of one round and the input weights of the next make one matrix.
#
# ```text
#  x1 x2   x3 x4        4 inputs: 2 gates, then 1
#   gate    gate        n inputs: n − 1 gates of 4 units
#      \    /
#       gate
# ```
#
# With $g$ gates side by side, the input weights are `np.kron(np.eye(g), W)`: one copy of the gate's $W$ for each pair,
# along the diagonal. By hand: `np.kron(np.eye(2), [[1, 2]])` is `[[1, 2, 0, 0], [0, 0, 1, 2]]`. Take
# $\lambda = 10^{-3}$.


# %% solve_product_net role="solution" reference="reference_solution.expressivity.multiplication_gate:product_net"
def product_net(n):
    """A network whose output is nearly the product of its n inputs: a tree of multiplication gates.

    Parameters
    ----------
    n : int
        Number of inputs, a power of two, at least 2.

    Returns
    -------
    params : list of (W, b)
        At most 4 (n - 1) softplus units in all, one linear output.
        For inputs between -1 and 1 the error is below 1e-4.
    """
    ...


# %% grade_product_net role="tests" points=3
check.product_net(product_net)
### BEGIN HIDDEN TESTS
probe("p4.product_net", product_net)
### END HIDDEN TESTS

# %% [markdown]
# Rolnick and Tegmark (2018): to come as near as one likes to a product of $n$ numbers, a single hidden layer
# needs exponentially many units, a deep network a number in proportion to $n$.
#
# <a id="curve"></a>
# ## It fits any curve
#
# Your `bump_net` and your `relu_interpolant` on Nielsen's curve, with the same number of units; and below them a
# network with *two* outputs, two of your interpolants side by side: it draws. Nothing was trained.

# %% fits
from course.plots import new_figure, show


def side_by_side(one, other):
    """One network with two outputs, of two networks with one hidden layer and one output each."""
    (W1, b1), (V1, c1) = one
    (W2, b2), (V2, c2) = other
    V = np.zeros((len(V1) + len(V2), 2))
    V[: len(V1), :1], V[len(V1) :, 1:] = V1, V2
    return [(np.hstack([W1, W2]), np.hstack([b1, b2])), (V, np.hstack([c1, c2]))]


def heart(t):
    """A drawing: where the pen is at the time t between 0 and 1. Try another."""
    angle = 2 * np.pi * t
    across = 16 * np.sin(angle) ** 3
    up = 13 * np.cos(angle) - 5 * np.cos(2 * angle) - 2 * np.cos(3 * angle) - np.cos(4 * angle)
    return across, up


units = 24  # try 8, try 100

with check.try_it():
    x = np.linspace(0, 1, 801)[1:]
    steps = bumps_on_the_curve(units // 2, 1.0)  # two units for each bump
    dots = np.linspace(0, 1, units + 1)
    bends = relu_interpolant(dots, curve(dots))
    pen = side_by_side(*(relu_interpolant(dots, place) for place in heart(dots)))

    figure = new_figure("No training: every weight was chosen", 6)
    places = (0.13, 0.75, 0.83, 0.15), (0.13, 0.5, 0.83, 0.15), (0.2, 0.06, 0.6, 0.35)
    above, middle, below = (figure.add_axes(place) for place in places)
    for axes, params, f, name in ((above, steps, step, "steps"), (middle, bends, relu, "ReLUs")):
        output = forward(params, x[:, None], f)["A"][-1][:, 0]
        axes.plot(x, curve(x), color="#b35806", linewidth=2)
        axes.plot(x, output, color="#542788", linewidth=1)
        error = abs(output - curve(x)).max()
        axes.set_title(f"{units} {name} (thin), error {error:.3f}")
    drawn = forward(pen, x[:, None], relu)["A"][-1]
    below.plot(*heart(x), color="#b35806", linewidth=2)
    below.plot(*drawn.T, color="#542788", linewidth=1)
    below.set_title(f"{2 * units} ReLUs draw")
    below.set_aspect("equal")
    show(figure)

# %% [markdown]
# Write a drawing of your own in place of `heart`: any $(x(t), y(t))$ will do.
#
# ## What to take along
#
# * The forward pass is a loop: multiply, add, apply the activation; the output layer is linear.
# * Without a nonlinearity, many layers are one. Weights of the wrong size lose the signal within a few layers.
# * A network is a point in weight space, and many points are the same function.
# * One hidden layer suffices for any continuous curve on an interval. For smooth curves the error falls like $1/n$ with
#   steps, like $1/n^2$ with ReLUs. Depth can be exponentially cheaper, where there is something to fold or to multiply.
# * Here you chose the weights. From now on, the data will: for that, the network must say how its loss changes with
#   each of them.
