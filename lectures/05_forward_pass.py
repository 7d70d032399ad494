# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 5 The forward pass: layers, outputs, losses
#
# **What you will be able to do**
#
# - run a network by hand for one example, and in numpy for a batch, and state every shape before running it;
# - read the notations of other books and libraries, and convert weights from one to another;
# - count neurons, layers and parameters;
# - choose the last activation and the loss from the task, and say why the three pairs have the same gradient;
# - compute softmax and cross-entropy for logits of any size.

# %% setup
import textwrap
from functools import reduce

import matplotlib.pyplot as plt
import numpy as np

import lectures.widgets.w12_shapes as w12
from lectures.figures import draw_graph, draw_shapes, panels
from lectures.widgetkit import style
from lectures.widgets.w11_softmax import WIDGET as W11
from reference_solution.activations.sigmoid_family import sigmoid, softplus
from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.losses.output_heads import output_head
from reference_solution.losses.regression_and_classification import bce_with_logits, gaussian_nll, mse_half, softmax_ce
from reference_solution.losses.softmax import log_softmax, logsumexp, softmax
from reference_solution.networks.conventions import convert_convention
from reference_solution.networks.forward_pass import forward
from reference_solution.networks.index_form import forward_by_index
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.layers import MLP, Activation, Dense
from reference_solution.networks.parameters import count_params

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True, linewidth=84)

# %% [markdown]
# ## What a network is (5 min)
#
# <!-- syllabus: S2-19 S0-01 S1-23 -->
# We want a function $f^*$, say from the pixels of an image to the digit on it, and know its values for some examples
# only. A **feed-forward network** is a function $f(x; \theta)$ with parameters $\theta$ that are fitted to these
# examples. It is made of simple functions, one after the other: $f(x) = f_3(f_2(f_1(x)))$. *Feed-forward* means that
# the output of a layer goes on to the next layer, and never back to an earlier one.
#
# <!-- syllabus: S0-08 S3-17 -->
# In a **fully connected** (or *dense*) layer every input goes to every unit. Dense layers with nonlinear activations
# between them are a **multilayer perceptron** (MLP). It needs two algorithms: the **forward pass** computes the
# outputs, and is today's subject; the **backward pass** computes gradients, from which the network learns (Lectures 9
# to 11). In code, a layer is an object with `forward` and `backward`:

# %% objects
rng = np.random.default_rng(0)
hidden, output = Dense(rng.normal(size=(3, 4)), np.zeros(4)), Dense(rng.normal(size=(4, 2)), np.zeros(2))
net = MLP([hidden, Activation("relu"), output])
X = rng.normal(size=(5, 3))
print("in:", X.shape, " out:", net.forward(X).shape, " back:", net.backward(np.ones((5, 2))).shape)

# %% [markdown]
# <!-- syllabus: S3-04 S3-11 -->
# **Counting.** The input computes nothing, so it does not count as a layer, and its entries do not count as neurons.
# "An $L$-layer network" has $L - 1$ hidden layers and one output layer. A layer from $n$ inputs to $m$ units has
# $n m$ weights and $m$ biases:
#
# $$3 \to 4 \to 2:\; (3\cdot 4 + 4) + (4 \cdot 2 + 2) = 26 \qquad\quad 3 \to 4 \to 4 \to 1:\; 16 + 20 + 5 = 41$$

# %% counting
for sizes, numbers in (([3, 4, 2], 26), ([3, 4, 4, 1], 41)):
    params = init_params(sizes, "lecun", rng)
    assert sum(W.size + b.size for W, b in params) == count_params(sizes) == numbers

# %% [markdown]
# ## One layer, one batch (7 min)
#
# <!-- syllabus: S0-07 S4-08 S2-08 -->
# One unit computes $z = x \cdot w + b$ and $a = f(z)$. Write the weights of $m$ units side by side as the columns of
# $W$, and one example as a column $x$:
#
# $$\underset{(m, 1)}{z} = \underset{(m, n)}{W^\top}\, \underset{(n, 1)}{x} + \underset{(m, 1)}{W_0}, \qquad A = f(z)$$
#
# Now take $N$ examples at once. In this course each example is a *row* of $X$, as in a table of data. Transpose the
# line above and stack the rows. This is the formula to remember:
#
# $$\underset{(N, m)}{Z} = \underset{(N, n)}{X}\, \underset{(n, m)}{W} + \underset{(m)}{b}, \qquad A = f(Z)$$
#
# $z$ is the **pre-activation**, $a$ the **activation**; capitals stand for batches. numpy adds $b$ to every row.

# %% one_layer
W, b = rng.normal(size=(3, 4)), rng.normal(size=4)
assert np.allclose(W.T @ X[0] + b, (X @ W + b)[0])  # one column, and the first row

# %% [markdown]
# The input of a *layer* is not the input of the *network*: the second layer's $x$ is the first layer's $a$.
#
# When shapes do not fit, numpy's message says little. Compare the columns of the left matrix with the rows of the right
# one. Here $W$ is transposed:

# %% complaint
try:
    X @ W.T
except ValueError as problem:
    print(*textwrap.wrap(str(problem).split(",")[0], 40), sep="\n")
    print("left:", X.shape, " right:", W.T.shape, " 3 is not 4")

# %% [markdown]
# ## Layer after layer (6 min)
#
# <!-- syllabus: S0-13 S2-22 S3-12 S4-12 -->
# With $A_0 = X$, and $l$ from 1 to $L$:
#
# $$Z_l = A_{l-1} W_l + b_l, \qquad A_l = f_l(Z_l) \qquad\qquad \text{so}\quad y = (f_L \circ \dots \circ f_1)(x)$$
#
# **By hand first.** Below is a network with two inputs, two ReLUs and one linear output. Its weights stand on the
# edges; the biases are $b_1 = (0, -1)$ and $b_2 = -1$. Take a pencil and compute the output for $x = (1, 2)$.
#
# <details><summary>Answer</summary>
#
# $z_1 = (1\cdot 1 - 1\cdot 2 + 0,\; 2\cdot 1 + 1\cdot 2 - 1)$ $= (-1, 3)$. ReLU: $a_1 = (0, 3)$. So
# $y = 1\cdot 0 + 2\cdot 3 - 1 = 5$. The first hidden unit is off: for this input, its weight 1 to the output does not
# matter.
#
# </details>

# %% by_hand
W1, b1, W2, b2 = np.array([[1, 2], [-1, 1]]), np.array([0, -1]), np.array([[1], [2]]), -1
hidden = np.maximum(np.array([1, 2]) @ W1 + b1, 0)
assert hidden.tolist() == [0, 3]
assert hidden @ W2 + b2 == 5
places = {"x₁": (0, 1), "x₂": (0, 0), "h₁": (0.5, 1), "h₂": (0.5, 0), "y": (1, 0.5)}
weights = {("x₁", "h₁"): 1, ("x₁", "h₂"): 2, ("x₂", "h₁"): -1, ("x₂", "h₂"): 1, ("h₁", "y"): 1, ("h₂", "y"): 2}
draw_graph(places, weights, height=2, along=0.28)

# %% [markdown]
# A program does the same with arrays. Here is a network of widths 3, 4, 4 and 2, with the shape of every array:

# %% shapes
draw_shapes([3, 4, 4, 2])

# %% [markdown]
# The ring $\circ$ reads "after": in $f_2 \circ f_1$ the function on the right is applied first. Python's `reduce`
# does the same with a list of functions: it passes the output of each to the next. Since a network is a composition,
# two networks in a row are one network.

# %% composition
sizes = [3, 4, 4, 2]
params = init_params(sizes, "lecun", rng)
layers = [lambda A, W=W, b=b: np.tanh(A @ W + b) for W, b in params[:-1]]
layers.append(lambda A: A @ params[-1][0] + params[-1][1])
looped = forward(params, X)["A"][-1]
assert np.allclose(looped, reduce(lambda A, f: f(A), layers, X))
assert np.allclose(looped, forward(params[1:], np.tanh(X @ params[0][0] + params[0][1]))["A"][-1])  # first 1, then 2

# %% [markdown]
# The function `forward` keeps every $Z$ and every $A$. That costs memory; the backward pass needs them.
#
# <!-- syllabus: E02 -->
# **Find the mistake.** $W$ has a row for each input and a column for each unit, an example is a column, and somebody
# writes $Z^l = W^l A^{l-1} + W^l_0$.
#
# <details><summary>Answer</summary>
#
# Write the shapes under the letters: $W^l$ is (n, m), $A^{l-1}$ is (n, 1). It has to be
# $Z^l = (W^l)^\top A^{l-1} + W^l_0$.
#
# </details>
#
# Some texts write $s = W^\top x$ without a bias. Taken literally, such a layer maps the input zero to $\sigma(0)$, one
# half, whatever its weights. Often a bias is meant all the same: $x$ then has a last entry 1, and the bias is the last
# row of $W$.

# %% tied
zero = np.zeros(3)
assert np.all(sigmoid(W.T @ zero) == 0.5)
assert np.allclose(sigmoid(W.T @ zero + b), sigmoid(np.vstack([W, b]).T @ np.append(zero, 1.0)))

# %% [markdown]
# ## Other books, other notations (11 min)
#
# <!-- syllabus: S1-24 S3-19 -->
# Some texts write sums instead of matrices. For hidden unit $j$ and output unit $k$,
#
# $$h_j = f\Big(v_{j0} + \sum_i x_i v_{ji}\Big), \qquad o_k = g\Big(w_{k0} + \sum_j h_j w_{kj}\Big)$$
#
# or, as a matrix, $a' = \sigma(w a + b)$, where $w_{ji}$ leads from unit $i$ in one layer to unit $j$ in the next. In
# both, the index of the *target* unit comes first and that of the *source* second; in our `W[i, j]` it is the other way
# round. The cell runs two loops beside two matrix products, with $f = \sigma$ and $g$ the identity:

# %% loops
(W1, b1), (W2, b2) = init_params([3, 4, 2], "lecun", rng)
h, o = forward_by_index(X[0], W1, b1, W2, b2)
assert np.allclose(h, sigmoid(X[0] @ W1 + b1))
assert np.allclose(o, h @ W2 + b2)

# %% [markdown]
# <!-- syllabus: S3-20 -->
# And here is a program as many people write it. Each unit is a *row* of its $W$, and an example is a column. It gives
# the same output as ours:

# %% slide
params = init_params([3, 4, 4, 1], "lecun", rng)
(W1, b1), (W2, b2), (W3, b3) = [convert_convention(W, b, "course", "S3 code") for W, b in params]

f = lambda x: 1.0 / (1.0 + np.exp(-x))  # noqa: E731
x = X[0][:, None]
h1 = f(np.dot(W1, x) + b1)
h2 = f(np.dot(W2, h1) + b2)
out = np.dot(W3, h2) + b3
print("shapes:", x.shape, h1.shape, h2.shape, out.shape)
assert np.allclose(out[0], forward(params, X, f=sigmoid)["A"][-1][0])

# %% [markdown]
# Before you copy a formula from a book or a library, find out three things: whether an example is a row or a column,
# which way round $W$ is stored, and whether the loss has a factor ½. Here is what four of them do; d2l is
# *Dive into Deep Learning*, and the books are named at the end of this page.
#
# | | this course, d2l | Goodfellow | Nielsen | PyTorch |
# |---|---|---|---|---|
# | an example is a | **row** | column | column | row |
# | one layer | $XW + b$ | $W^\top x + b$ | $wa + b$ | `x @ W.T + b` |
# | shape of $W$ | in, out | in, out | out, in | out, in |
# | from input $i$ to unit $k$ | $W_{ik}$ | $W_{ik}$ | $w_{ki}$ | `W[k, i]` |
# | layer 1 is | the first with weights | the first with weights | the input | |
# | target, output | $y$, $a$ (d2l: $\hat y$) | $y$, $\hat y$ | $y$, $a$ | `target`, `input` |
# | squared error | ½, mean | mean | ½, mean | mean |
#
# Mind two traps. Nielsen counts the input as layer 1, so his $w^2$ is our $W_1$. And PyTorch's loss functions call the
# network's *output* `input`.
#
# Now try it: give widths, such as 3-4-2, or the shapes of somebody's weights, such as 4x3, 4x4, 1x4. The demo rejects
# shapes that do not fit, and says why, until you choose their convention.

# %% W12
w12.WIDGET.show()

# %% [markdown]
# Square matrices are the dangerous case. A 4 × 4 matrix fits both ways round; the wrong way gives no error, only wrong
# numbers:

# %% square
square = rng.normal(size=(4, 4))
stored = convert_convention(square, np.zeros(4), "S0", "course")[0]
x = rng.normal(size=4)
assert np.allclose(square @ x, x @ stored)
for name, z in (("right:", x @ stored), ("wrong:", x @ square)):
    print(name, *(f"{entry:5.2f}" for entry in z))

# %% [markdown]
# ## The last layer (6 min)
#
# <!-- syllabus: S0-14 S4-13 -->
# You may choose the activation of the hidden layers. That of the last layer (also called the **head**) follows from the
# task, and so does the loss:
#
# | task | targets | activation | loss |
# |---|---|---|---|
# | a number (regression) | any $y$ | identity | squared error |
# | yes or no (binary) | 0 or 1 | sigmoid | binary cross-entropy |
# | one of $K$ (multi-class) | one-hot | softmax | cross-entropy |
#
# A **one-hot** target has a 1 at the right class and 0 at all others. For one example the three losses are
#
# $$\frac12 \lVert a - y \rVert^2 \qquad -y\,\log\, a - (1-y)\,\log (1-a) \qquad -\sum_k y_k\,\log\, a_k$$
#
# Why these pairs? The backward pass will start with the gradient of the mean loss $J$ with respect to the last
# *pre*-activation. It is the same for all three:
#
# $$\frac{\partial J}{\partial Z_L} = \frac{A - Y}{N}$$
#
# In words: **prediction minus target**, divided by the number of examples. The cell compares this formula with central
# differences for each pair, and draws what happens with another pair: a sigmoid with the squared error.

# %% heads
Z = rng.normal(size=(3, 4))
targets = {
    "regression": rng.normal(size=(3, 4)),
    "binary": rng.integers(0, 2, size=(3, 4)).astype(float),
    "multi-class": np.eye(4)[[0, 2, 3]],
}
nudge = np.zeros_like(Z)
nudge[1, 2] = 1e-6
for task, Y in targets.items():
    f, loss = output_head(task)
    difference = (loss(Z + nudge, Y)[0] - loss(Z - nudge, Y)[0]) / 2e-6
    assert np.isclose(difference, (f(Z) - Y)[1, 2] / 3)

z = np.linspace(-6, 6, 200)
a = sigmoid(z)
losses, slopes = panels(2, height=3)
losses.plot(z, softplus(-z), color=style.BLUE, label="cross-entropy")
losses.plot(z, (a - 1) ** 2 / 2, "--", color=style.VERMILION, label="squared error")
slopes.plot(z, a - 1, color=style.BLUE)
slopes.plot(z, (a - 1) * a * (1 - a), "--", color=style.VERMILION)
losses.set(xlabel="logit z, target 1", ylim=(-0.3, 9), title="loss of a sigmoid")
slopes.set(xlabel="logit z, target 1", title="its slope")
losses.legend()
plt.show()

# %% [markdown]
# With cross-entropy, the slope $\sigma'(z)$ of the sigmoid cancels against the slope of the loss. With the squared
# error (dashed) it stays: on the left, where the answer is most wrong, the slope is almost 0, and the network hardly
# learns. The next three sections say where each pair comes from; Lecture 9 derives the gradient of the third.
#
# *One of $K$* means exactly one. If several answers can be right at once, as with the tags of a photo (multi-label),
# take $K$ sigmoids and add their $K$ losses: these are $K$ questions of the second kind.
#
# <!-- syllabus: S4-10 -->
# Now the two-layer classifier, $g = \sigma(U^\top f(W^\top x + W_0) + U_0)$, is complete: a loss $J(W, W_0, U, U_0)$
# with a gradient for each of the four. Lecture 11 derives these gradients; the cell checks one entry of each by
# differences:

# %% two_layers
first, last = Dense(rng.normal(size=(3, 4)), rng.normal(size=4)), Dense(rng.normal(size=(4, 1)), np.zeros(1))
classifier = MLP([first, Activation("tanh"), last])
y = np.array([[0.0], [1.0], [1.0], [0.0], [1.0]])
classifier.backward(bce_with_logits(classifier.forward(X), y)[1])
arrays, gradients = (first.W, first.b, last.W, last.b), (first.dW, first.db, last.dW, last.db)
for array, gradient in zip(arrays, gradients, strict=True):
    at = (0,) * array.ndim
    here, losses = array[at], []
    for moved in (here + 1e-6, here - 1e-6):
        array[at] = moved
        losses.append(bce_with_logits(classifier.forward(X), y)[0])
    array[at] = here
    assert np.isclose(gradient[at], (losses[0] - losses[1]) / 2e-6)

# %% [markdown]
# ## A number: why squares? (5 min)
#
# <!-- syllabus: S2-04 S3-21 E25 -->
# Suppose that targets are drawn from a normal distribution around the network's output, $y \sim N(\hat y, s^2)$. The
# likelihood of all of them is a product; minus its logarithm is a sum:
#
# $$-\log\, p(y \mid x) = \frac{(y - \hat y)^2}{2 s^2} + \tfrac12 \log(2\pi s^2)$$
#
# Neither the second term nor the factor $1/2s^2$ depends on the weights. So the weights of the largest likelihood are
# those of the least squares.
#
# This holds if $s$ is the same for every input. If $s$ depends on $x$, examples with little noise count more.
#
# The penalty of Lecture 1 has a reason of the same kind. Suppose we expect the weights to be small even before we see
# data: each is drawn from $N(0, \tau^2)$, a **prior**. Minus the logarithm of its density adds $w^2/2\tau^2$ for each
# weight. So the most probable weights are those of ridge regression, with $\lambda = s^2/\tau^2$: the noisier the data,
# the stronger the penalty.

# %% likelihood
y = np.array([1.0, 2.0, 4.0])
guesses = np.linspace(0.5, 4.5, 81)
nll = [gaussian_nll(np.full(3, guess), y, 0.5)[0] for guess in guesses]
half = [mse_half(np.full(3, guess), y)[0] for guess in guesses]
density = np.exp(-((y - 2.0) ** 2) / (2 * 0.5**2)) / (0.5 * np.sqrt(2 * np.pi))
assert np.isclose(-np.log(density).mean(), gaussian_nll(np.full(3, 2.0), y, 0.5)[0])
axes = panels(height=2.8)
axes.plot(guesses, nll, color=style.BLUE)
axes.plot(guesses, half, "--", color=style.VERMILION)
axes.axvline(y.mean(), color=style.GREY, linestyle=":")
axes.plot(y, np.zeros(3), "o", color=style.BLACK)
axes.text(2.25, 11, "minus log likelihood", ha="right", color=style.BLUE)
axes.text(2.25, 2.5, "half the square", ha="right", color=style.VERMILION)
axes.set(xlabel="the network's output; dots: the targets", ylabel="mean loss")
plt.show()

A, targets, s, tau = rng.normal(size=(20, 3)), rng.normal(size=20), 0.5, 2.0
w = np.linalg.solve(A.T @ A + s**2 / tau**2 * np.eye(3), A.T @ targets)  # ridge, without a bias
assert np.allclose(A.T @ (A @ w - targets) / s**2 + w / tau**2, 0)  # no w is more probable

# %% [markdown]
# Both curves are lowest at the mean of the targets (dotted). The best $s$ can be found afterwards: it is the root mean
# square of the errors that remain, here 1.247.

# %% spread
candidates = np.linspace(0.5, 3.0, 2501)
mean = np.full(3, y.mean())
best = min(candidates, key=lambda s: gaussian_nll(mean, y, s)[0])
assert abs(best - np.sqrt(np.mean((y - y.mean()) ** 2))) < 1e-3
assert f"{best:.3f}" == "1.247"

# %% [markdown]
# ## Yes or no (6 min)
#
# <!-- syllabus: S2-05 S4-06 E01 -->
# Let $\sigma(z)$ be the probability of *yes*. The right answer then has the probability $\sigma(z)$ if $y = 1$, and
# $1 - \sigma(z) = \sigma(-z)$ if $y = 0$. Its negative logarithm is the loss. Three ways to write it, and its slope:
#
# $$\begin{aligned}
# l &= -y\,\log\, \sigma(z) - (1-y)\,\log (1 - \sigma(z)) \\
# &= -\log\, \sigma\big((2y - 1) z\big) \\
# &= \mathrm{softplus}\big((1 - 2y) z\big)
# \end{aligned}$$
#
# $$\frac{dl}{dz} = \sigma(z) - y$$
#
# **Find the mistake.** Somebody minimises $L(g, y) = y\,\log\, g + (1-y)\,\log(1-g)$.
#
# <details><summary>Answer</summary>
#
# The minus sign in front is missing. Minimising this $L$ makes every answer as wrong as possible.
#
# </details>

# %% binary
z, y = np.array([-2.0, 0.5, 3.0]), np.array([0.0, 1.0, 0.0])
g = sigmoid(z)
with_logs = -(y * np.log(g) + (1 - y) * np.log(1 - g))
for form in (-np.log(sigmoid((2 * y - 1) * z)), softplus((1 - 2 * y) * z), logistic_loss_pm1(z, 2 * y - 1)[0]):
    assert np.allclose(form, with_logs)
up = bce_with_logits(z + 1e-6, y)[0] - bce_with_logits(z - 1e-6, y)[0]
assert np.isclose(up / 2e-6, np.mean(g - y))
assert np.allclose(with_logs, [0.1269, 0.4741, 3.0486], atol=1e-4)

# %% [markdown]
# <!-- syllabus: E31 -->
# Three examples: a *no* at $z = -2$ costs 0.13, a *yes* at $z = 0.5$ costs 0.47, a *no* at $z = 3$ costs 3.05. The last
# answer is sure and wrong, and that is expensive.
#
# Labels may be 0 and 1, or −1 and +1. If they are −1 and +1, the label takes the place of the factor $2y - 1$, and the
# formula is the logistic loss of Lecture 1.
#
# The forms are equal on paper, but not in a computer. In float64, $1 - \sigma(z)$ is exactly 0 from about $z = 37$ on,
# so its logarithm is minus infinity; the softplus stays exact. So losses take **logits**, not probabilities.

# %% far_out
z = np.linspace(32, 42, 401)
with np.errstate(divide="ignore"):
    by_log = -np.log(1 - sigmoid(z))
exact = bce_with_logits(z[:, None], np.zeros((401, 1)))[0]
assert np.isinf(by_log[z > 37]).all()
assert np.isfinite(by_log[z < 36]).all()
assert np.isclose(exact, z.mean())  # right to the last digit: the loss of a wrong answer is z
axes = panels(height=2.6)
axes.plot(z, z, color=style.BLUE)
axes.plot(z, by_log, color=style.VERMILION, linewidth=1.5)
axes.text(39, 37.5, "softplus(z)", color=style.BLUE)
axes.text(37, 34.5, "−log(1 − σ(z)),\nthen infinite", color=style.VERMILION)
axes.set(xlabel="logit z, target 0", ylabel="loss")
plt.show()

# %% [markdown]
# ## One of many (10 min)
#
# <!-- syllabus: S2-06 E20 -->
# For $K$ classes the network gives $K$ logits, one for each class. The **softmax** turns them into probabilities, and
# the loss needs their logarithms:
#
# $$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \qquad \log\, p_i = z_i - \log\, \sum_j e^{z_j}$$
#
# Here $i$ is one class, and $j$ runs over all of them. *By hand:* for the logits $(2, 1, -1)$ the exponentials are
# 7.39, 2.72 and 0.37, together 10.48, so $p = (0.71, 0.26, 0.04)$. If the second class is right, the loss is
# $-\log\, 0.26 = 1.35$. A step against its gradient, $p - y = (0.71, -0.74, 0.04)$, raises the second logit, mostly at
# the cost of the first.
#
# Only differences of logits matter: if the same number is added to all, it cancels. That saves the computer, too. In
# float64, $e^{1000}$ is infinite, and infinity divided by infinity is `nan`. So first subtract the largest logit $m$:
#
# $$\log\, \sum_j e^{z_j} = m + \log\, \sum_j e^{z_j - m}, \qquad m = \max_j z_j$$
#
# Now no exponent is above 0, and one is exactly 0, so the sum lies between 1 and $K$. For $z = (1000, 999)$ that gives
# $p = (1, e^{-1})/(1 + e^{-1}) = (0.73, 0.27)$. The formula also shows that $\log \sum_j e^{z_j}$ is a **smooth
# maximum**: at least the largest logit, and at most $\log\, K$ above it. With two classes, the softmax is the sigmoid
# of the difference of the logits.

# %% softmax
z = np.array([[2.0, 1.0, -1.0]])
assert np.allclose(np.exp(z), [[7.39, 2.72, 0.37]], atol=0.005)
assert np.isclose(np.exp(z).sum(), 10.48, atol=0.005)
assert np.allclose(softmax(z), [[0.71, 0.26, 0.04]], atol=0.005)
assert np.isclose(softmax_ce(z, np.array([[0.0, 1.0, 0.0]]))[0], 1.35, atol=0.005)
assert np.allclose(softmax(z), softmax(z + 100))
assert np.allclose(log_softmax(z), z - logsumexp(z)[:, None])
assert z.max() <= logsumexp(z)[0] <= z.max() + np.log(3)
assert np.isclose(softmax(z[:, :2])[0, 0], sigmoid(1.0))
assert np.allclose(softmax(np.array([[1000.0, 999.0]])), [[0.73, 0.27]], atol=0.005)
for axes, temperature in zip(panels(3, height=2.6, sharey=True), (0.5, 1.0, 3.0), strict=True):
    axes.bar(range(3), softmax(z / temperature)[0], color=style.COLOURS[:3])
    axes.set_xticks(range(3), [f"{logit:.2g}".replace("-", "−") for logit in z[0] / temperature])
    axes.set(xlabel="logits", title=f"T = {temperature:g}")
plt.show()

# %% [markdown]
# All logits may be divided by a **temperature** $T$: below 1 it makes the answer sharper, above 1 flatter. Move it;
# then shift the logits until the formula without the maximum overflows.

# %% W11
W11.show()

# %% [markdown]
# <!-- syllabus: S2-07 E21 -->
# The **cross-entropy** says how badly the probabilities $p$ predict the targets $y$; with the natural logarithm its
# unit is the *nat*:
#
# $$\begin{aligned} H(y, p) &= -\sum_k y_k\,\log\, p_k \\ &\ge -\sum_k y_k\,\log\, y_k = H(y) \end{aligned}$$
#
# It is lowest, $H(y)$, where $p = y$. For a one-hot target $H(y) = 0$, and the loss is minus the logarithm of the
# probability of the right class. **Check the first loss of every training.** A network with fresh weights cannot know
# anything, so it should give all $K$ classes about the same probability, and its loss should be near $\ln\, K$. If it
# is much larger, look for a mistake before you train on. Usually it is a little above $\ln\, K$, because fresh logits
# are small but not exactly zero.

# %% cross_entropy
soft = np.array([[0.7, 0.2, 0.1]])
entropy = -np.sum(soft * np.log(soft))
assert np.isclose(softmax_ce(np.log(soft), soft)[0], entropy)
assert softmax_ce(z, soft)[0] > entropy
images, labels = rng.normal(size=(500, 64)), np.eye(10)[rng.integers(0, 10, size=500)]
fresh = softmax_ce(forward(init_params([64, 32, 10], "lecun", rng), images)["A"][-1], labels)[0]
p = np.linspace(0.005, 1, 300)
axes = panels(height=2.8)
axes.plot(p, -np.log(p), color=style.BLUE)
axes.plot([0.1], [np.log(10)], "o", color=style.VERMILION)
axes.text(0.13, np.log(10), "ten classes, all alike: ln 10 = 2.30", va="center", color=style.VERMILION)
axes.set(xlabel="probability of the right class", ylabel="cross-entropy (nats)")
plt.show()
print(f"first loss {fresh:.2f}, ln 10 = {np.log(10):.2f}")

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** A colleague hands you weights of shapes (128, 784) and (10, 128). Which convention do they follow, and what do
# you do before using them here?
#
# <details><summary>Answer</summary>
# Out × in, as PyTorch and the program above. Transpose each W, and flatten biases of shape (128, 1) to (128,):
# otherwise numpy adds a column to rows, and for a batch of 128 examples it does so without an error.
# </details>
#
# **2.** Someone passes the outputs of the softmax, instead of the logits, to `softmax_ce`. The network trains badly.
# Why?
#
# <details><summary>Answer</summary>
# The softmax is applied twice. Its outputs lie between 0 and 1, so as logits they differ by at most 1. With 10 classes
# no probability can then exceed e / (e + 9) = 0.23, and no loss can fall below 1.46, however sure the network is.
# </details>
#
# **3.** The first loss of your ten-class network is 23. What do you suspect?
#
# <details><summary>Answer</summary>
# It is ten times ln 10 = 2.3. Either the loss is a sum over a batch of ten and not a mean, or the logits are far too
# large (weights or inputs are not scaled). Set the weights and biases of the last layer to 0: then it must be exactly
# ln 10.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Write softmax for a batch of rows so that logits of 1000 do no harm, and check that a common shift changes
# nothing.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
#
# def softmax(Z):
#     E = np.exp(Z - Z.max(axis=1, keepdims=True))
#     return E / E.sum(axis=1, keepdims=True)
#
#
# Z = np.random.default_rng(0).normal(size=(4, 3))
# assert np.allclose(softmax(Z).sum(axis=1), 1)
# assert np.allclose(softmax(Z + 1000), softmax(Z))
# ```
#
# </details>
#
# **2.** Show by differences that the gradient of the mean cross-entropy with respect to the logits is $(P - Y)/N$.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# Z, labels = rng.normal(size=(4, 3)), np.array([0, 2, 1, 2])
# loss = lambda Z: np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[range(4), labels])
# P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
# formula = (P - np.eye(3)[labels]) / 4
# for i in np.ndindex(4, 3):
#     h = np.zeros((4, 3))
#     h[i] = 1e-6
#     assert np.isclose((loss(Z + h) - loss(Z - h)) / 2e-6, formula[i])
# ```
#
# </details>
#
# **3.** Run a network of widths 5, 4, 3 on 7 examples with two lines of numpy, and print the shape after each.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# X, W1, b1, W2, b2 = (rng.normal(size=s) for s in ((7, 5), (5, 4), 4, (4, 3), 3))
# A = np.tanh(X @ W1 + b1)
# Z = A @ W2 + b2
# assert A.shape == (7, 4)
# assert Z.shape == (7, 3)
# one = np.tanh(X[2] @ W1 + b1) @ W2 + b2  # each example goes its own way
# assert np.allclose(one, Z[2])
# ```
#
# </details>
#
# ## In short
#
# - One layer: $Z = XW + b$, $A = f(Z)$; each example is a row, and $W$ has the shape (inputs, units).
# - Write the shapes under the letters: the inner ones must agree, the outer ones remain.
# - Real numbers: identity and squared error. Yes or no: sigmoid and binary cross-entropy. One of $K$: softmax and
#   cross-entropy.
# - For all three, the gradient with respect to the last pre-activation is prediction minus target, divided by $N$.
# - Losses take logits; subtract the largest logit before you take exponentials.
# - The first loss of a classifier should be near $\ln\, K$.
#
# ## History and reading
#
# Squared error and the normal distribution go back to Gauss; Bridle (1990) joined softmax and cross-entropy as the
# output of a network.
#
# - C. Bishop, *Pattern Recognition and Machine Learning*, chapters 4 and 5
# - J. Bridle, *Probabilistic interpretation of feedforward classification network outputs*, 1990
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 6.2
# - A. Zhang and others, *Dive into Deep Learning*, chapters 4 and 5 (online)
# - M. Nielsen, *Neural Networks and Deep Learning*, chapter 3 (online)
#
# ## Where it leads
#
# To the assignments `p3_activations_and_losses` (softmax, losses, output layers) and `p4_forward_pass` (layers, shapes,
# conventions). Next, Lecture 6 asks which functions such a network can represent.
