# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 7 What depth buys
#
# **What you will be able to do**
#
# - explain folding, and build a network of 2L units whose graph has $2^L$ pieces;
# - prove that one hidden layer needs a unit for nearly every piece;
# - use Montúfar's bound on the number of regions, and say what it bounds and what it does not;
# - say which Boolean functions are hard for one layer, and for which kind of units;
# - multiply with four neurons, and choose their scale between two errors;
# - spend a budget of parameters on depth or on width with open eyes.

# %% setup
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from lectures.figures import panels
from lectures.widgetkit import style
from lectures.widgets.w13_folding import WIDGET as W13
from lectures.widgets.w13b_regions import WIDGET as W13b
from lectures.widgets.w13c_multiplication import WIDGET as W13c
from reference_solution.activations.relu_family import relu
from reference_solution.activations.sigmoid_family import softplus
from reference_solution.expressivity.depth_or_width import width_for_budget
from reference_solution.expressivity.linear_regions import count_linear_pieces, montufar_bound
from reference_solution.expressivity.multiplication_gate import (
    mult_gate,
    product_net,
    shallow_product_net,
    softplus_forward,
)
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.expressivity.tent_maps import tent_net
from reference_solution.logic.boolean import boolean_inputs, dnf_compile, parity_net, units_needed_by_counting
from reference_solution.logic.half_planes import region_bound
from reference_solution.logic.threshold import step, threshold_forward
from reference_solution.networks.network import mlp_forward
from reference_solution.networks.parameters import count_params

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True)


def units(params):
    """Hidden units in all."""
    return sum(len(b) for _, b in params[:-1])


# %% [markdown]
# ## One layer is enough, and too much (5 min)
#
# <!-- syllabus: S2-23 S2-27 -->
# "In theory how many layers suffice?" asks a slide. One hidden layer, says Lecture 6; and if the question were only
# *whether*, this lecture would be over. It is *at what cost*. A book of all products up to a million needs no
# arithmetic, only shelves. Depth is the arithmetic: a layer works on what the layers before it have found, so work done
# once is used many times.
#
# Three settings make that exact: straight pieces, Boolean functions, products. In each, some functions cost a deep
# network a handful of units, and a shallow one exponentially many. Mind the word *some*.

# %% [markdown]
# ## Folding a line (12 min)
#
# <!-- syllabus: S3-13 S2-27 -->
# Two ReLUs make a tent:
#
# $$t(x) = 2\,\mathrm{relu}(x) - 4\,\mathrm{relu}(x - \frac12), \qquad t(0) = 0,\; t(\frac12) = 1,\; t(1) = 0.$$
#
# Read it as a *fold*: $x$ and $1 - x$ are laid on the same place, and the folded strip is pulled to its old length.
# Whatever comes next does to both halves what it does to one. Fold $L$ times, and the line has $2^L$ pieces.

# %% tents
x = np.linspace(0, 1, 513)
assert np.allclose(mlp_forward(tent_net(1), x[:, None], "relu")[0].ravel(), 2 * relu(x) - 4 * relu(x - 0.5))
for axes, L in zip(panels(3, height=2.4, sharey=True), (1, 2, 4), strict=True):
    assert count_linear_pieces(tent_net(L), 0.0, 1.0) == 2**L
    axes.plot(x, mlp_forward(tent_net(L), x[:, None], "relu")[0], color=style.BLUE)
    axes.set(xlabel="x", title=f"L = {L}: {2**L} pieces")
plt.show()

# %% [markdown]
# And one hidden layer? Each of its $n$ units bends the output in one place at most, so there are at most $n + 1$
# pieces. The folded line goes $2^L$ times from one side of ½ to the other; a line of fewer pieces cannot follow, and is
# off by at least ½ somewhere. Not because it was trained badly: because it is too short of corners.

# %% W13
W13.show()

# %% [markdown]
# Let the weights *wobble*. Folding is a precise art: move the weights of six layers by a fifth, and three quarters of
# the 64 pieces are gone. (By a fiftieth, and there may even be a few more: two ReLUs can cut a piece in three.)
# Networks with random weights have hardly more pieces than units. The bound is $5^L$, since a layer of four cuts every
# piece into five at most:

# %% random_networks
rng = np.random.default_rng(7)
depths, found = np.array([1, 2, 4, 8]), []
for L in depths:
    counts = []
    for _ in range(20):
        sizes = [1, *[4] * L, 1]
        drawn = [(rng.normal(size=(m, n)), rng.normal(size=n)) for m, n in pairwise(sizes)]
        counts.append(count_linear_pieces(drawn, -5.0, 5.0))
    found.append(counts)
axes = panels(height=2.8)
axes.plot(depths, 5.0**depths, "--", color=style.GREY)
axes.plot(depths, 2.0**depths, "o-", color=style.BLUE)
axes.plot(np.repeat(depths, 20), np.ravel(found), "o", color=style.VERMILION, alpha=0.3)
axes.text(5.2, 2e4, "at most, $5^L$", ha="right", color=style.GREY)
axes.text(6.4, 200, "folding", ha="center", color=style.BLUE)
axes.text(6.4, 6, "random weights", ha="center", color=style.VERMILION)
axes.set(yscale="log", xlabel="layers L of four units", ylabel="pieces")
plt.show()

# %% [markdown]
# So 2 to the $L$ is what depth *can* do. What training does with it is another question.

# %% [markdown]
# ## Folding the plane (10 min)
#
# <!-- syllabus: S3-13 -->
# In $n_0$ dimensions, let layer $i$ have $n_i$ ReLUs. It can fold $\lfloor n_i / n_0 \rfloor$ times along each input;
# the last layer cuts the folded sheet with $n_L$ planes. Every cut shows in every copy (Montúfar and others, 2014):
#
# $$\underbrace{\prod_{i=1}^{L-1} \left\lfloor \frac{n_i}{n_0} \right\rfloor^{n_0}}_{\text{copies}}
# \cdot \underbrace{\sum_{j=0}^{n_0} \binom{n_L}{j}}_{\text{regions of the last layer}}
# \qquad\text{against}\qquad \sum_{j=0}^{n_0} \binom{n}{j} \;\text{ in a single layer of } n.$$
#
# The first is a number of regions that *some* deep network reaches. The second is one that *no* shallow network
# exceeds. Both are needed to compare.

# %% bounds
depths = np.arange(1, 7)
deep = [montufar_bound([2] + [4] * L) for L in depths]
shallow = [region_bound(4 * L, 2) for L in depths]
assert deep == [(4 // 2) ** (2 * (L - 1)) * (1 + 4 + 6) for L in depths]
axes = panels(height=2.8)
axes.plot(depths, deep, "o-", color=style.BLUE)
axes.plot(depths, shallow, "o--", color=style.VERMILION)
axes.text(4.6, 4000, "some network of L layers", ha="right", color=style.BLUE)
axes.text(6, 50, "any network of one layer", ha="right", color=style.VERMILION)
axes.set(yscale="log", xlabel="layers L of four units, or 4L units side by side", ylabel="regions of the plane")
plt.show()
print("parameters at L = 4:", count_params([2, 4, 4, 4, 4, 1]), "deep,", count_params([2, 16, 1]), "in one layer")

# %% W13b
W13b.show()

# %% [markdown]
# Compare the two pictures. On the left there are many regions, and they are all alike: mirror images of each other. The
# deep network cannot choose them one by one; it has hardly more free numbers than the other. Depth pays where the
# *task* repeats itself. Then choose *random* weights: they hardly fold at all.

# %% [markdown]
# ## Boolean functions (9 min)
#
# <!-- syllabus: S3-14 E12 -->
# The parity of $n$ bits: is the number of ones odd? It is the XOR of all of them. As an OR of ANDs it needs an AND for
# every odd row of the table, for no two of these rows can be merged: $2^{n-1}$.
#
# So parity needs exponentially many hidden units in a single layer, *if they are ANDs and ORs*. **Threshold** units
# can count: $n$ of them in a single layer do it. Unit $k$ answers "at least $k$ ones", and the output adds them with
# the signs $+ - + - \dots$


# %% parity
def parity_tree(X):
    """XOR of neighbours, layer by layer: with two hidden units and one output each."""
    gate, used = parity_net(2), 0
    while X.shape[1] > 1:
        pairs = X.shape[1] // 2
        joined = [step(threshold_forward(gate, X[:, 2 * i : 2 * i + 2])) for i in range(pairs)]
        X, used = np.hstack([*joined, X[:, 2 * pairs :]]), used + 3 * pairs
    return X.ravel(), used


lengths, needed = np.arange(2, 11), []
for n in lengths:
    bits = boolean_inputs(n)
    odd = bits.sum(axis=1) % 2
    ors, counting = dnf_compile(odd), parity_net(n)
    by_tree, in_tree = parity_tree(bits)
    for net in (ors, counting):
        assert np.array_equal(step(threshold_forward(net, bits)).ravel(), odd)  # all rows right
    assert np.array_equal(by_tree, odd)
    needed.append((units(ors), in_tree, units(counting)))
axes = panels(height=2.8)
axes.plot(lengths, needed, "o-", label=("OR of ANDs", "tree of XORs", "counting thresholds"))
axes.set(yscale="log", xlabel="bits n", ylabel="units for parity")
axes.legend(loc="upper left")
plt.show()

# %% [markdown]
# There *are* functions that are exponential for a single layer of thresholds with small weights (the inner product of
# two bit strings, modulo 2) and easy for two. But do not conclude that depth makes Boolean functions cheap. There are
# $2^{2^n}$ of them, far more than small networks of any shape. So most need exponentially many units *at every depth*:

# %% counting
for n in (10, 20, 30, 40):
    least = units_needed_by_counting(n)
    print(f"n = {n}: some function of {n} bits needs at least {least:,} threshold units, however deep")

# %% [markdown]
# ## Four neurons that multiply (12 min)
#
# <!-- syllabus: S3-15 -->
# Now smooth units, and multiplication. Take an activation $s$ with $s''(0) \ne 0$, say
# softplus, where it is ¼. The even part of $s$ is nearly a parabola, $s(u) + s(-u) = 2s(0) + s''(0)u^2 + \dots$, and
# two squares make a product, $(x+y)^2 - (x-y)^2 = 4xy$. Make the inputs small by a factor $\lambda$:
#
# $$xy \approx \frac{s(\lambda(x+y)) + s(-\lambda(x+y)) - s(\lambda(x-y)) - s(-\lambda(x-y))}{4\lambda^2 s''(0)}$$

# %% gate
x, y, lam = 0.5, -0.8, 0.1
u, v = lam * (x + y), lam * (x - y)
formula = (softplus(u) + softplus(-u) - softplus(v) - softplus(-v)) / (4 * lam**2 / 4)
said = softplus_forward(mult_gate(lam), np.array([[x, y]])).item()
print(f"formula {formula:.6f}   network of four units {said:.6f}   product {x * y}")
print(f"error {said - x * y:.2e}   next term of Taylor's series {-(lam**2) * x * y * (x**2 + y**2) / 12:.2e}")

# %% [markdown]
# For softplus the next term is $-\lambda^2 xy(x^2 + y^2)/12$, at most $\lambda^2/6$ on the square. So make $\lambda$ as
# small as you can? The four activations are all about 0.69, and the product hides in their digits of
# the size of $\lambda^2$ and below. A computer's number has 16 digits.

# %% W13c
W13c.show()

# %% [markdown]
# Central differences have the same valley of errors (Lecture 11): one error falls with the step, the other rises, and
# the best is where they meet.
#
# Now many factors. **Deep**: a tree of gates, $n - 1$ of them, four units each. **Shallow**: one unit for each choice
# of signs, $2^n$. Fewer cannot do it to every accuracy, if no derivative of the activation vanishes at 0 (Rolnick and
# Tegmark, 2018; the third one of softplus does, until a bias moves it).

# %% products
for n, lam, derivative in ((2, 1e-2, 1 / 4), (4, 3e-2, -1 / 8)):  # the n-th derivative of softplus at 0
    X = np.random.default_rng(n).uniform(-1, 1, size=(500, n))
    for net in (product_net(n), shallow_product_net(n, lam, derivative)):
        assert np.abs(softplus_forward(net, X).ravel() - X.prod(axis=1)).max() < 0.01
factors = np.array([2, 4, 8, 16, 32])
axes = panels(height=2.6)
axes.plot(factors, [units(product_net(n)) for n in factors], "o-", color=style.BLUE)
axes.plot(factors, 2.0**factors, "o--", color=style.VERMILION)
axes.text(24, 300, "deep: 4 (n − 1)", ha="center", color=style.BLUE)
axes.text(17, 1e7, "shallow: $2^n$", ha="right", color=style.VERMILION)
axes.set(yscale="log", xlabel="factors n", ylabel="units")
plt.show()

# %% [markdown]
# The logistic sigmoid has $s''(0) = 0$: with it as it stands, the formula is 0 divided by 0. A bias moves it to where
# it is curved.

# %% [markdown]
# ## Depth or width? (8 min)
#
# <!-- syllabus: S2-23 -->
# "How do we decide depth, width?" No formula answers it, but a fair comparison helps: fix the number of *parameters*.
# For 500 of them, with two inputs and one output:

# %% budget
depths = (1, 2, 4, 8, 16, 24, 32)
widths = [width_for_budget(500, 2, 1, depth) for depth in depths]
regions = [float(montufar_bound([2] + [width] * depth)) for depth, width in zip(depths, widths, strict=True)]
axes = panels(height=2.8)
axes.plot(depths, regions, "o-", color=style.BLUE)
for depth, width, count in zip(depths, widths, regions, strict=True):
    axes.annotate(f"{width}", (depth, count), (6, -14), textcoords="offset points")
axes.set(
    xscale="log",
    yscale="log",
    xlim=(0.9, 60),
    ylim=(0.1, None),
    xlabel="depth; beside the dots: width",
    ylabel="regions reached",
)
plt.show()

# %% [markdown]
# More depth, more regions, until, below a width of 4, the layers become too narrow to fold. Does more regions mean
# better? That is up to the function. Give a shallow network the budget of the folded one, and let both follow a folded
# line and a gentle one:

# %% two_targets
deep = tent_net(6)
budget = sum(W.size + b.size for W, b in deep)
width = width_for_budget(budget, 1, 1, depth=1)
x, knots = np.linspace(0, 1, 2001), np.linspace(0, 1, width + 1)
targets = {"six folds": lambda t: mlp_forward(deep, t[:, None], "relu")[0].ravel(), "x squared": np.square}
for name, target in targets.items():
    shallow = relu_interpolant(knots, target(knots))
    off = np.abs(mlp_forward(shallow, x[:, None], "relu")[0].ravel() - target(x)).max()
    print(f"{budget} parameters: one layer of {width} is off by {off:.4f} at {name}")

# %% [markdown]
# In practice: begin with two hidden layers; add width until the training error is low enough; add depth when the task
# is built of parts (edges, corners, digits); and expect deeper networks to be harder to *train*. Why, and what helps,
# is the subject of Lectures 12 and 13.

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** A network has one input, and 3 hidden layers of 10 ReLUs. A colleague counts 5000 straight pieces. Is that
# possible?
#
# <details><summary>Answer</summary>
#
# No. A layer of $n$ ReLUs makes at most $n + 1$ pieces of each piece it receives: $11^3 = 1331$ in all.
#
# </details>
#
# **2.** Why does the multiplication gate not simply take $\lambda = 10^{-12}$, where Taylor's error is $10^{-25}$?
#
# <details><summary>Answer</summary>
#
# The four activations agree in all digits but those of the size of $\lambda^2 = 10^{-24}$, and a float64 has none
# there. Their difference is rounding, and it is divided by $\lambda^2$.
#
# </details>
#
# **3.** "Deep networks have exponentially many regions, so they need exponentially many examples." What is wrong?
#
# <details><summary>Answer</summary>
#
# The regions are not free. A network has as many free numbers as parameters; the regions of a folded one are mirror
# images of each other. Random and trained networks moreover have far fewer than the bound.
#
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Write the tent map with two ReLUs, apply it four times, and count the straight pieces.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# relu = lambda z: np.maximum(z, 0)
# tent = lambda x: 2 * relu(x) - 4 * relu(x - 0.5)
# x = np.linspace(0, 1, 16 * 64 + 1)  # the corners are among these
# y = tent(tent(tent(tent(x))))
# slopes = np.diff(y) / np.diff(x)
# assert 1 + np.sum(np.abs(np.diff(slopes)) > 1e-6) == 2**4
# ```
#
# </details>
#
# **2.** Parity of $n$ bits with $n$ threshold units in one layer: unit $k$ fires if at least $k$ bits are set.
#
# <details><summary>Solution</summary>
#
# ```python
# import itertools
#
# n = 5
# for bits in itertools.product((0, 1), repeat=n):
#     units = [int(sum(bits) >= k) for k in range(1, n + 1)]
#     assert sum(u * (-1) ** k for k, u in enumerate(units)) == sum(bits) % 2
# ```
#
# </details>
#
# **3.** Multiply with squares: $xy = ((x+y)^2 - (x-y)^2)/4$. How well does $\log\cosh$, which is nearly $z^2/2$ at 0,
# replace the square?
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# bowl = lambda z: np.log(np.cosh(z))
# x, y = np.random.default_rng(0).uniform(-1, 1, size=(2, 1000))
# errors = []
# for small in (0.1, 0.01):
#     product = (bowl(small * (x + y)) - bowl(small * (x - y))) / (2 * small**2)
#     errors.append(np.abs(product - x * y).max())
# assert 50 < errors[0] / errors[1] < 200  # the error falls with the square of the scale
# ```
#
# </details>
#
# ## In short
#
# - $L$ folds of two ReLUs make $2^L$ linear pieces; one layer of $n$ ReLUs makes at most $n + 1$.
# - Parity needs exponentially many ANDs in one layer, and a tree of XORs with depth.
# - Four smooth units multiply two numbers as exactly as one likes, so networks can compute polynomials.
# - Depth is needed for some functions; random networks use few of the folds they could make.
#
# ## History and reading
#
# Håstad (1986) proved the need for depth in circuits; Montúfar and others (2014) and Telgarsky (2016) in ReLU networks;
# Hanin and Rolnick (2019) counted what random networks really have.
#
# - G. Montúfar and others, *On the number of linear regions of deep neural networks*, 2014
# - M. Telgarsky, *Benefits of depth in neural networks*, 2016
# - H. Lin, M. Tegmark, D. Rolnick, *Why does deep and cheap learning work so well?*, 2017
# - B. Hanin, D. Rolnick, *Complexity of linear regions in deep networks*, 2019
# - J. Håstad, *Computational limitations for small depth circuits*, 1986
#
# ## Where it leads
#
# To the assignment `p4_forward_pass`: `tent_net`, `mult_gate` and `product_net` are yours to build. So far all weights
# were found by thinking; Lecture 8 finds them by going downhill.
