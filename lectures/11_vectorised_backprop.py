# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 11 Vectorised backprop and gradient checking
#
# **What you will be able to do**
#
# - write the backward pass of a whole network in five lines, for all examples at once;
# - say for each of these lines why its shapes, its transposes and its sums are what they are;
# - translate the formulas of any text into them, and see where a printed one cannot be right;
# - check a gradient without knowing how it was made;
# - recognise six common mistakes by the marks they leave, while the training curve looks fine.
#
# Lecture 10 sent gradients through any graph, one number at a time. A layer of 784 inputs and 100 units has 78,400
# edges, and nobody wants to visit them one by one. Today the same messages travel as matrices.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

from lectures.figures import WIDTH, draw_shapes, panels
from lectures.widgetkit import style
from lectures.widgets.w24_xray import WIDGET as W24
from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.gradient_check import grad_check
from reference_solution.networks.index_form import backward_by_index, forward_by_index
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.jacobians import dense_jacobians
from reference_solution.networks.layers import mlp
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.networks.single_layer import single_layer_steps

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True)
rng = np.random.default_rng(11)


def slope(f, array, i, h=1e-6):
    """How fast f() changes with one entry of an array, measured."""
    kept, ends = array[i], []
    for array[i] in (kept + h, kept - h):
        ends.append(f())
    array[i] = kept
    return (ends[0] - ends[1]) / (2 * h)


# %% [markdown]
# ## One layer, one example (8 min)
#
# <!-- syllabus: S3-25 S3-28 -->
# Begin small: one layer of sigmoid units, one example $x$, targets $t$, and the loss $E = \frac12\sum_k(o_k-t_k)^2$.
# The weight $W_{ik}$ leads from input $i$ to unit $k$. It moves $z_k$, which moves $o_k$, which moves the loss; one
# factor for each step:
#
# $$\frac{\partial E}{\partial W_{ik}} \;=\; \underbrace{(o_k - t_k)}_{\partial E/\partial o_k}\;
# \underbrace{\sigma'(z_k)}_{\partial o_k/\partial z_k}\; \underbrace{x_i}_{\partial z_k/\partial W_{ik}} \;=\;
# \delta_k\, x_i$$
#
# The first two factors belong to the unit and are called its **error signal** $\delta_k = \partial E/\partial z_k$;
# in code it is `dz`. All derivatives by the entries of $W$ together, in the shape of $W$, are written $\nabla_W E$;
# in code `dW`. (Python counts from 0, and so do the names that the cells print.)

# %% one_layer
x, t = np.array([2.0, -1.0, 0.5]), np.array([1.0, 0.0])
W, b = rng.normal(size=(3, 2)), rng.normal(size=2)
steps = single_layer_steps(x, t, W, b)
for name in ("delta_o", "slope", "delta_z"):
    print(f"{name:8}", steps[name])
assert np.isclose(steps["delta_z"][1] * x[2], steps["dW"][2, 1])
measured = slope(lambda: 0.5 * np.sum((single_layer_steps(x, t, W, b)["o"] - t) ** 2), W, (2, 1))
assert np.isclose(measured, steps["dW"][2, 1])

# %% [markdown]
# <!-- syllabus: S1-26 E07 -->
# It is a **triple product**, and with three indices around it is easily misprinted:
#
# **Find the mistake.**
#
# $$\frac{\partial E}{\partial a_i}\,\frac{\partial a_i}{\partial z_j}\,\frac{\partial (w_{ji}a_i)}{\partial w_{ji}}$$
#
# <details><summary>Answer</summary>
#
# The weight from $i$ to $j$ moves unit $j$, so the first two factors are
# $\frac{\partial E}{\partial a_j}\,\frac{\partial a_j}{\partial z_j} = \delta_j$, and only the last one is $a_i$.
#
# </details>
#
# <!-- syllabus: S3-26 E15 -->
# Does this work for any continuous activation and any continuous loss? No: they need a slope. The ReLU is continuous,
# has none at 0, and needs a convention there; some continuous functions have a slope nowhere.
#
# At the kink of a ReLU a central difference gives one half: neither 0, our convention, nor 1.

# %% kink
z = np.array([0.0])
print("measured:", slope(lambda: max(z[0], 0.0), z, 0), " convention:", activation_backward(np.ones(1), z, "relu")[0])

# %% [markdown]
# ## A layer's Jacobians, and why nobody builds them (9 min)
#
# <!-- syllabus: S4-16 S4-17 -->
# A linear layer from 4 inputs to 3 outputs, $A = W^\top x + W_0$, and the loss $\sum_k (A_k - y_k)^2$, here without
# the ½. With column vectors, and the axes of what one differentiates *by* written first, the chain rule reads
#
# $$\underbrace{\frac{\partial\, \mathrm{loss}}{\partial W_0}}_{3\times 1} = \underbrace{\frac{\partial A}{\partial
# W_0}}_{3\times 3}\; \underbrace{\frac{\partial\, \mathrm{loss}}{\partial A}}_{3\times 1}, \qquad\quad
# \frac{\partial\, \mathrm{loss}}{\partial A_k} = 2(A_k - y_k).$$
#
# For scalars the order of the factors does not matter. For matrices it does: turned around, $(3\times1)(3\times3)$ do
# not even fit.

# %% jacobians
x, y = rng.normal(size=4), rng.normal(size=3)
W, W0 = rng.normal(size=(4, 3)), rng.normal(size=3)


def loss_4_3():
    return np.sum((W.T @ x + W0 - y) ** 2)


dA = 2 * (W.T @ x + W0 - y)
by_x, by_W, by_W0 = dense_jacobians(x, W)
print("shapes:", by_x.shape, by_W.shape, by_W0.shape)
assert np.allclose(by_W0 @ dA, [slope(loss_4_3, W0, k) for k in range(3)])

# %% [markdown]
# <!-- syllabus: S4-18 -->
# For the weights the Jacobian has three axes, 4 × 3 × 3: how does output $p$ change with the weight $jk$? Not at all,
# unless $p = k$; then by $x_j$. So of the sum over $p$ one term is left,
#
# $$\frac{\partial\, \mathrm{loss}}{\partial W_{jk}} = \sum_p \frac{\partial A_p}{\partial W_{jk}}\,\frac{\partial\,
# \mathrm{loss}}{\partial A_p} = x_j\, \frac{\partial\, \mathrm{loss}}{\partial A_k}, \qquad\text{together:}\qquad
# \frac{\partial\, \mathrm{loss}}{\partial W} = x \left(\frac{\partial\, \mathrm{loss}}{\partial A}\right)^{\!\top}.$$
#
# An outer product, $(4\times1)(1\times3)$. Of the 36 entries of the Jacobian, 24 are zero by construction (empty in the
# figure), and the others repeat $x_j$. Nobody builds it: the outer product needs 12 multiplications and no zeros. All
# that a layer has to know is how to multiply its Jacobian by the gradient that arrives (a *vector–Jacobian product*).

# %% zeros
assert np.allclose(by_W @ dA, np.outer(x, dA))
assert np.allclose(np.outer(x, dA), [[slope(loss_4_3, W, (j, k)) for k in range(3)] for j in range(4)])
print("zeros:", np.sum(by_W == 0), "of", by_W.size)
figure, squares = plt.subplots(1, 4, figsize=(WIDTH, 2.2), sharey=True, layout="constrained")
for j, axes in enumerate(squares):
    axes.imshow(np.where(by_W[j] == 0, np.nan, by_W[j]), vmin=-2, vmax=2)
    axes.set(title=f"input j = {j}", xlabel="output p", xticks=range(3), yticks=range(3))
    axes.grid(visible=False)
squares[0].set_ylabel("k of $W_{jk}$")
plt.show()

# %% [markdown]
# <!-- syllabus: S4-19 -->
# The formula above proves it, and the cell measures every entry. The companion is the derivative by the *input*, which
# the layer below will need: unit $k$ receives $x_j$ with weight $W_{jk}$, so $\partial\,\mathrm{loss}/\partial x =
# W\,\partial\,\mathrm{loss}/\partial A$, $(4\times3)(3\times1)$. The gradient goes back along the edges on which the
# signal came, with the same weights.

# %% input_side
assert np.allclose(W @ dA, [slope(loss_4_3, x, j) for j in range(4)])

# %% [markdown]
# <!-- syllabus: S3-27 E16 -->
# **Find the mistake.** With $s = W^\top x$, somebody writes the gradient of $W^{(L)}$ as a product that ends in
# $x^{(L-1)\top}$.
#
# <details><summary>Answer</summary>
#
# In that order the shapes do not compose. It is $\nabla_{W^{(L)}} \mathcal L = x^{(L-1)} (\delta^{(L)})^\top$, and one
# layer down the same with $\delta^{(L-1)} = f'(s^{(L-1)}) \circ W^{(L)}\delta^{(L)}$. When in doubt, write the shapes
# under the letters: a gradient has the shape of its parameter.
#
# </details>

# %% [markdown]
# ## Several outputs, index by index (9 min)
#
# <!-- syllabus: S0-43 -->
# One hidden layer with $h_j = \sigma(z_j)$, several linear outputs $y_k$, loss $\frac12\sum_k (y_k - t_k)^2$. A bar
# marks a derivative of the loss. Read it from top to bottom as a program:
#
# $$\begin{aligned} \bar y_k &= y_k - t_k \\ \bar W^{(2)}_{jk} &= h_j\,\bar y_k, \qquad \bar b^{(2)}_k = \bar y_k \\
# \bar h_j &= \sum_k W^{(2)}_{jk}\,\bar y_k \\ \bar z_j &= \bar h_j\,\sigma'(z_j) \\ \bar W^{(1)}_{ij} &= x_i\,\bar z_j,
# \qquad \bar b^{(1)}_j = \bar z_j \end{aligned}$$
#
# Only the third line has a sum: a hidden unit feeds every output, and messages that meet are added.
#
# **By hand.** Take the network of Lecture 5 again: ReLUs in place of $\sigma$, $x = (1, 2)$, $h = (0, 3)$, $y = 5$, and
# the output weights $(1, 2)$. The target is 3. Go through the five lines with a pencil.
#
# <details><summary>Answer</summary>
#
# $\bar y = 5 - 3 = 2$. So $\bar W^{(2)} = (0, 3) \cdot 2 = (0, 6)$ and $\bar b^{(2)} = 2$; going back,
# $\bar h = (1, 2) \cdot 2 = (2, 4)$. The first ReLU is off: $\bar z = \bar b^{(1)} = (0, 4)$. And
# $\bar W^{(1)}$ has the rows $1 \cdot (0, 4)$ and $2 \cdot (0, 4)$. The weights of the unit that is off get nothing.
#
# </details>
#
# As matrices the same lines are shorter. Rows are examples now:

# %% index_form
x, t = rng.normal(size=3), rng.normal(size=2)
W1, b1, W2, b2 = (rng.normal(size=shape) for shape in ((3, 5), 5, (5, 2), 2))
by_index = backward_by_index(x, t, W1, b1, W2, b2)

Z1, cache1 = dense_forward(x[None], W1, b1)
Y, cache2 = dense_forward(activation(Z1, "sigmoid"), W2, b2)
dH, dW2, db2 = dense_backward(Y - t, cache2)
_, dW1, db1 = dense_backward(activation_backward(dH, Z1, "sigmoid"), cache1)
assert np.allclose(forward_by_index(x, W1, b1, W2, b2)[1], Y[0])
for loops, matrices in zip(by_index, (dW1, db1, dW2, db2), strict=True):
    assert np.allclose(loops, matrices)

x, W1, W2 = np.array([[1.0, 2.0]]), np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([[1.0], [2.0]])  # by hand
Z1, cache1 = dense_forward(x, W1, np.array([0.0, -1.0]))
Y, cache2 = dense_forward(activation(Z1, "relu"), W2, np.array([-1.0]))
dH, dW2, db2 = dense_backward(Y - 3, cache2)
_, dW1, db1 = dense_backward(activation_backward(dH, Z1, "relu"), cache1)
assert (dH.tolist(), dW2.ravel().tolist(), db2.tolist()) == ([[2, 4]], [0, 6], [2])
assert (dW1.tolist(), db1.tolist()) == ([[0, 4], [0, 8]], [0, 4])

# %% [markdown]
# ## Four equations, all layers (9 min)
#
# <!-- syllabus: S1-25 -->
# Now any number of layers. Nielsen's book puts all of backpropagation into four equations, BP1 to BP4. His examples are
# columns, and his weights are stored as $W_{\text{to},\text{from}}$; here an example is a row, and weights are stored
# from–to. For $N$ examples and a loss that is their mean:
#
# | | columns, one example | rows, all examples (here) |
# |---|---|---|
# | BP1 | $\delta^L = \nabla_a C \circ \sigma'(z^L)$ | `dZ = dA * f_prime(Z)` at the top |
# | BP2 | $\delta^l = ((w^{l+1})^\top\delta^{l+1}) \circ \sigma'(z^l)$ | `dZ = (dZ_up @ W_up.T) * f_prime(Z)` |
# | BP3 | $\partial C/\partial b^l_j = \delta^l_j$ | `db = dZ.sum(axis=0)` |
# | BP4 | $\partial C/\partial w^l_{jk} = a^{l-1}_k\,\delta^l_j$ | `dW = A_below.T @ dZ` |
#
# <!-- syllabus: S4-21 S4-23 -->
# MIT's introduction to machine learning stores weights from–to, as we do, and writes examples as columns. Its recursion
# needs no transpose on the weights, but one on the error signals:
#
# $$\frac{\partial\,\mathrm{loss}}{\partial Z^l} = f'(Z^l)\circ\Bigl(W^{l+1}\,\frac{\partial\,\mathrm{loss}}{\partial
# Z^{l+1}}\Bigr), \qquad \frac{\partial\,\mathrm{loss}}{\partial W^l} =
# A^{l-1}\left(\frac{\partial\,\mathrm{loss}}{\partial Z^l}\right)^{\!\top}.$$
#
# Three conventions, one gradient:

# %% conventions
N = 4
A_below, Z, up, W_up = (rng.normal(size=shape) for shape in ((N, 3), (N, 5), (N, 2), (5, 2)))
rows = activation_backward(up @ W_up.T, Z, "tanh")
stored_to_from = ((W_up.T).T @ up.T) * (1 - np.tanh(Z.T) ** 2)
stored_from_to = (1 - np.tanh(Z.T) ** 2) * (W_up @ up.T)
assert np.allclose(rows, stored_to_from.T)  # BP2, columns
assert np.allclose(rows, stored_from_to.T)
assert np.allclose(rows.sum(axis=0), sum(rows[n] for n in range(N)))  # BP3, one example after the other
assert np.allclose(A_below.T @ rows, sum(np.outer(A_below[n], rows[n]) for n in range(N)))  # BP4

T = rng.normal(size=(N, 5))  # BP1: the layer is the last one, the loss the mean of half the squared distance
top = (np.tanh(Z) - T) / N * (1 - np.tanh(Z) ** 2)
assert np.isclose(top[2, 3], slope(lambda: np.sum((np.tanh(Z) - T) ** 2) / (2 * N), Z, (2, 3)))

figure, squares = plt.subplots(1, 4, figsize=(WIDTH, 2.2), layout="constrained", width_ratios=(4, 5, 5, 5))
for axes, matrix, name in zip(
    squares, (A_below.T, rows, A_below.T @ rows), ("A_below.T", "@ dZ", "= dW"), strict=False
):
    axes.imshow(matrix, vmin=-2, vmax=2, aspect="auto")
    axes.set(title=name, xticks=(), yticks=())
squares[3].bar(range(5), rows.sum(axis=0), color=style.VERMILION)
squares[3].set(title="db", xticks=range(5))
plt.show()

# %% [markdown]
# The shapes of a digit reader of 784, 100 and 10 units, forward (blue) and backward (orange). A gradient always has the
# shape of its parameter.

# %% shapes
draw_shapes([784, 100, 10], backward=True)

# %% [markdown]
# Why does `A_below.T @ dZ` *sum* over the examples? The row-by-column rule sums over the index in the middle, and here
# that is the example. Every example moves with the same weight, so their messages meet there and add up. For the same
# reason `db` is a sum, not a mean: the $1/N$ of the mean loss entered once, at the top, with `dZ = (P - Y) / N`, and
# travels along by itself.

# %% [markdown]
# ## Forward for the output, backward for the gradient (7 min)
#
# <!-- syllabus: S4-20 S4-22 S3-18 -->
# A network is a composition $f_L(w_L, f_{L-1}(w_{L-1}, \dots))$ of simple steps, linear and nonlinear in turn. Each
# is differentiable (almost everywhere), each knows only its own way back. The forward pass computes the output, and
# keeps what it computed on the way; the backward pass walks through the same layers in the other order, **once**,
# whatever the number of layers: every $\partial\,\mathrm{loss}/\partial Z^l$ comes from the one above.

# %% [markdown]
# <!-- syllabus: S1-27 -->
# Back to code. Going backward, this is all of it; the first line once, the others for each layer from the last to the
# first. Below, the whole program gives the same as the reference:
#
# ```python
# # softmax and cross-entropy
# dZ = (P - Y) / N
# # then, in every layer:
# dW = A_below.T @ dZ
# db = dZ.sum(axis=0)
# dA = dZ @ W.T
# # the dZ of the layer below:
# dZ = dA * f_prime(Z_below)
# ```


# %% whole_network
def gradients(params, X, labels):
    A, kept = X, []
    for layer, (W, b) in enumerate(params, start=1):  # forward, and remember
        Z = A @ W + b
        kept.append((A, Z))
        A = np.tanh(Z) if layer < len(params) else Z
    P = np.exp(A - A.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    dZ = (P - np.eye(P.shape[1])[labels]) / len(X)  # softmax and cross-entropy: Lecture 5
    grads = []
    for layer in range(len(params), 0, -1):  # backward, once
        A_below, _ = kept[layer - 1]
        grads.append((A_below.T @ dZ, dZ.sum(axis=0)))
        if layer > 1:
            dZ = (dZ @ params[layer - 1][0].T) * (1 - np.tanh(kept[layer - 2][1]) ** 2)
    return grads[::-1]


params = init_params([4, 6, 6, 3], "xavier", rng)
X, labels = rng.normal(size=(8, 4)), rng.integers(3, size=8)
for ours, theirs in zip(gradients(params, X, labels), mlp_backward(params, X, labels, "tanh", 0.0)[1], strict=True):
    assert np.allclose(ours[0], theirs[0])
    assert np.allclose(ours[1], theirs[1])
    print("dW", ours[0].shape, " db", ours[1].shape)

# %% [markdown]
# The same as objects, which is how libraries do it: each layer has `forward` and `backward`, and a network is a list.
# Count the calls of a backward pass: one for each layer (activations count as layers here), not one for each pair.

# %% objects
network = mlp([4, 6, 6, 3], ["tanh", "tanh", "identity"], rng)
calls = []


def counted(layer, way):
    return lambda dY: calls.append(type(layer).__name__) or way(dY)


for layer in network.layers:
    layer.backward = counted(layer, layer.backward)
loss, dlogits = softmax_cross_entropy(network.forward(X), labels)
dX = network.backward(dlogits)
print(*calls, sep="\n")
measured = slope(lambda: softmax_cross_entropy(network.forward(X), labels)[0], X, (2, 1))
assert np.isclose(dX[2, 1], measured)

# %% [markdown]
# ## The gradient check (13 min)
#
# A wrong gradient does not crash. Usually it even trains. What exposes it is the question from Lecture 1: move one
# parameter up and down a little, and look at the loss itself:
#
# $$\frac{\partial J}{\partial w} \approx \frac{J(w + h) - J(w - h)}{2h}, \qquad \text{error} \approx \frac{h^2}{6}
# |J'''| + \frac{10^{-16}|J|}{h}$$
#
# For a large $h$ the curve is not a line (*truncation error*); for a small $h$ the last digits of $J$ are lost
# (*rounding error*). The sum is smallest near $h = 10^{-5}$:

# %% step_size
right = gradients(params, X, labels)[0][0][1, 2]


def loss_now():
    return softmax_cross_entropy(mlp_forward(params, X, "tanh")[0], labels)[0]


steps = np.geomspace(1e-12, 0.5, 60)
errors = [abs(slope(loss_now, params[0][0], (1, 2), h) - right) for h in steps]


def one_sided(h, kept=params[0][0][1, 2]):
    params[0][0][1, 2] = kept + h
    up = loss_now()
    params[0][0][1, 2] = kept
    return (up - loss_now()) / h


axes = panels(height=2.8)
axes.plot(steps, errors, color=style.BLUE)
axes.plot(steps, [abs(one_sided(h) - right) for h in steps], "--", color=style.VERMILION, linewidth=1.5)
axes.text(3e-5, 2e-6, "one-sided: h", ha="right", color=style.VERMILION)
assert abs(one_sided(1e-5) - right) > 1000 * abs(slope(loss_now, params[0][0], (1, 2), 1e-5) - right)
axes.text(0.6, 1e-10, "truncation\nerror: h²", ha="right", color=style.BLACK)
axes.text(1e-12, 1e-10, "rounding\nerror: 1 / h", va="top", color=style.BLACK)
axes.set(xscale="log", yscale="log", xlabel="step h", ylabel="error of the difference")
plt.show()

# %% [markdown]
# Why both sides? The one-sided difference $(J(w + h) - J(w))/h$ (dashed) has an error of about $\frac h2 |J''|$, and at
# $h = 10^{-5}$ it is more than a thousand times worse.
#
# Compare relatively, for a difference of $10^{-6}$ means nothing without the size of the gradient. With $g$ for the
# claim and $\hat g$ for what was measured:
#
# $$\text{relative error} = \frac{|g - \hat g|}{\max(|g|, |\hat g|)}$$
#
# In `float64` a right gradient stays below $10^{-6}$ in nearly every entry; most mistakes are above $10^{-2}$. If an
# entry lies between, its gradient may be almost 0, or there is a kink nearby.
#
# Take few examples and a small network, and check every entry. Choose widths that are all different, but try a square
# layer too (you will see why). Whatever is random has to be the same in both evaluations: switch dropout off, or keep
# its mask. Check without a penalty, and then with one: a strong penalty hides mistakes in the rest. A check costs two
# forward passes for each parameter: it is for tests, not for training.
#
# The demo shows both passes of a network with two hidden layers and six examples. It begins with one layer: what
# layer 2 reads, and what it computes forward and backward. Click an entry: it is written out as the sum that it is, and
# orange marks where its terms come from. Then choose a bug, and show all layers. Each × is a number that is not the
# derivative it claims to be. Below: the terms of the chosen sum, the claimed slopes divided by the measured ones, and
# the training curve with the bug in it.

# %% W24
W24.show()

# %% [markdown]
# Go through the list, and look for three things: where the × begin, what the ratios look like, and what the curve
# says. Some of what you will find:
#
# | mistake | where the check finds it | ratios | curve |
# |---|---|---|---|
# | `dW` transposed | only in that layer's `dW` | scattered | fine |
# | no mean | everywhere | all $N$ | fine, as with a larger learning rate |
# | bias: mean, not sum | only in `db` | all $1/N$ | fine |
# | no derivative | all layers but the last | scattered | worse, and yet it learns (tanh) |
# | `W` instead of `W.T` | all layers below a square one | scattered | fine |
# | `f′(A)` for `f′(Z)` | below the last layer; *nowhere* for ReLU | scattered | slower (tanh) |
#
# The pattern names the mistake: a **constant** ratio is a wrong factor, a wrong ratio in **one array** only is a wrong
# line, an error that **begins at a layer** and stays below it is a wrong message on the way back. Here are three of
# them, each ratio a dot:

# %% by_ratio
loss, grads = mlp_backward(params, X, labels, "tanh", 0.0)


def judge(params):
    return softmax_cross_entropy(mlp_forward(params, X, "tanh")[0], labels)[0]


claims = {
    "right": grads,
    "no mean": [(8 * dW, 8 * db) for dW, db in grads],
    "bias: mean": [(dW, db / 8) for dW, db in grads],
    "dW transposed": [grads[0], (grads[1][0].T, grads[1][1]), grads[2]],
}
axes = panels(height=3)
for shift, (name, claim) in zip((-0.24, -0.08, 0.08, 0.24), claims.items(), strict=True):
    assert grad_check(judge, params, claim) == (name == "right")
    arrays = [(c / g).ravel() for pair, true in zip(claim, grads, strict=True) for c, g in zip(pair, true, strict=True)]
    places = np.concatenate([np.full(len(ratios), k + shift) for k, ratios in enumerate(arrays)])
    axes.plot(places, np.clip(np.concatenate(arrays), -9, 9), ".", label=name)
axes.set_xticks(range(6), ("W1", "b1", "W2", "b2", "W3", "b3"))
axes.set(ylim=(-9.5, 15), yticks=(-8, 1, 8), ylabel="claim / measured")
axes.legend(loc="upper center", ncols=2)
plt.show()

# %% [markdown]
# > **Two blind spots.** A check compares with *your* loss: if that is wrong, both sides are wrong together. And it
# > judges only the network that it gets: $f'(A)$ for $f'(Z)$ passes wherever the units are ReLUs, because $a > 0$
# > exactly where $z > 0$, and fails on the day somebody changes the activation.

# %% [markdown]
# ## Three questions (4 min)
#
# **1.** Somebody writes `dW = dZ.T @ A_below`, and training runs without an error. What do you know about the layer?
#
# <details><summary>Answer</summary>
# It has as many inputs as units; otherwise dW would not have the shape of W. Square layers hide transposes: test with
# widths that differ <em>and</em> with a square layer, against measured slopes.
# </details>
#
# **2.** All ratios are 1, except in `db` of every layer, where they are 1/32. What happened, and who
# notices?
#
# <details><summary>Answer</summary>
# The rows of dZ were averaged over a batch of 32, not summed; the 1/N was already in dZ. Biases learn 32 times slower.
# Nobody notices from the curve: the weights do the work.
# </details>
#
# **3.** Somebody checks a tanh network of widths 4, 3, 2 with N = 1, and it passes. Which mistakes of the table are
# still possible?
#
# <details><summary>Answer</summary>
# "No mean" and "bias: mean, not sum": with one example, sum and mean are the same.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Write forward and backward of a dense layer, and check $dX$, $dW$ and $db$ with a random upstream gradient.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# X, W, b, dZ = (rng.normal(size=s) for s in ((4, 3), (3, 2), 2, (4, 2)))
# grads = {"X": dZ @ W.T, "W": X.T @ dZ, "b": dZ.sum(axis=0)}
# arrays = {"X": X, "W": W, "b": b}
# for name, V in arrays.items():
#     for i in np.ndindex(V.shape):
#         kept, ends = V[i], []
#         for h in (1e-6, -1e-6):
#             V[i] = kept + h
#             ends.append(np.sum(dZ * (X @ W + b)))
#         V[i] = kept
#         assert np.isclose((ends[0] - ends[1]) / 2e-6, grads[name][i])
# ```
#
# </details>
#
# **2.** Train 2-8-2 on XOR with your own backward pass until all four examples are right.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(1)
# X, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([0, 1, 1, 0])
# W1, b1, W2, b2 = rng.normal(size=(2, 8)), np.zeros(8), rng.normal(size=(8, 2)), np.zeros(2)
# for _ in range(500):
#     A = np.tanh(X @ W1 + b1)
#     Z = A @ W2 + b2
#     P = np.exp(Z - Z.max(axis=1, keepdims=True))
#     dZ = (P / P.sum(axis=1, keepdims=True) - np.eye(2)[y]) / 4
#     dH = dZ @ W2.T * (1 - A**2)
#     W2, b2 = W2 - A.T @ dZ, b2 - dZ.sum(axis=0)
#     W1, b1 = W1 - X.T @ dH, b1 - dH.sum(axis=0)
# assert np.array_equal(Z.argmax(axis=1), y)
# ```
#
# </details>
#
# **3.** How does the error of central differences depend on $h$? Measure it for $e^x$ at 1, from $h = 1$ down to
# $10^{-12}$.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# steps = 10.0 ** -np.arange(13)
# errors = [abs((np.exp(1 + h) - np.exp(1 - h)) / (2 * h) - np.e) for h in steps]
# best = steps[int(np.argmin(errors))]
# assert 1e-7 <= best <= 1e-4  # larger steps: the curve bends; smaller ones: rounding
# assert errors[-1] > errors[5]
# ```
#
# </details>
#
# ## In short
#
# - At the top $dZ = (P - Y)/N$; then, layer by layer, $dW = A^\top dZ$, $db = \sum_n dZ_n$, $dA = dZ\,W^\top$, $dZ = dA
#   \circ f'(Z)$.
# - A gradient has the shape of its parameter; the sum over the examples is inside the product.
# - Compare with central differences: float64, $h$ near $10^{-5}$, away from kinks, relative errors.
# - A falling loss proves nothing: many wrong gradients learn, too.
#
# ## History and reading
#
# Rumelhart, Hinton and Williams (1986) wrote backpropagation as sums over units. As products of matrices it can use
# libraries such as the BLAS (level 3: Dongarra and others, 1990), and that is how today's frameworks compute it.
#
# - M. Nielsen, *Neural Networks and Deep Learning*, chapter 2 (online)
# - Stanford CS231n, notes on backpropagation and on gradient checks (online)
# - A. Karpathy, *Yes you should understand backprop*, 2016 (online)
# - K. Petersen, M. Pedersen, *The Matrix Cookbook*, 2012
# - J. Magnus, H. Neudecker, *Matrix Differential Calculus*, 1988
#
# ## Where it leads
#
# To the assignment `p6_backprop`: you write the backward pass and the check, and watch three wrong gradients learn all
# the same. Lecture 12 uses the gradient; Lecture 13 asks what the network learned with it, and whether a brain could.
