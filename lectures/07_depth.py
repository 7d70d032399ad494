# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 7 Why depth helps
#
# **What you will be able to do**
#
# - explain folding, and build a network of $2L$ units whose graph has $2^L$ pieces;
# - prove that one hidden layer needs about one unit for each piece;
# - use Montúfar's bound on the number of regions, and say what it bounds and what it does not;
# - say which Boolean functions are hard for one layer, and for which kind of units;
# - multiply with four neurons, and choose their scale so that both errors are small;
# - compare depth and width for a given number of parameters.

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
from reference_solution.activations.sigmoid_family import sigmoid, softplus
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
# ## One layer is enough, but how large? (5 min)
#
# <!-- syllabus: S2-23 S2-27 -->
# How many hidden layers are enough? In theory one, as Lecture 6 showed. But it may have to be very large. Think of
# multiplication: a table of all products of six-digit numbers needs no arithmetic, but $10^{12}$ entries. The method
# from school has a few rules, which are used again and again. In a deep network each layer works with the results of
# the layers before it, so a result that was computed once can be used many times.
#
# Three examples make this precise: linear pieces, Boolean functions, and products. In each, a deep network needs few
# units for *some* functions, and a shallow one exponentially many. Note the word *some*.

# %% [markdown]
# ## Folding a line (12 min)
#
# <!-- syllabus: S3-13 S2-27 -->
# Two ReLUs make a tent:
#
# $$t(x) = 2\,\mathrm{relu}(x) - 4\,\mathrm{relu}(x - \tfrac12), \qquad t(0) = 0,\; t(\tfrac12) = 1,\; t(1) = 0.$$
#
# It *folds* the interval like a strip of paper: $x$ and $1 - x$ come to lie on the same place, and the folded strip is
# stretched to its old length. All later layers treat both halves alike. After $L$ folds the graph has $2^L$ linear
# pieces, with only $2L$ ReLUs.

# %% tents
x = np.linspace(0, 1, 513)
assert np.allclose(mlp_forward(tent_net(1), x[:, None], "relu")[0].ravel(), 2 * relu(x) - 4 * relu(x - 0.5))
for axes, L in zip(panels(3, height=2.4, sharey=True), (1, 2, 4), strict=True):
    assert count_linear_pieces(tent_net(L), 0.0, 1.0) == 2**L
    axes.plot(x, mlp_forward(tent_net(L), x[:, None], "relu")[0], color=style.BLUE)
    axes.set(xlabel="x", title=f"L = {L}\n{2**L} pieces")
plt.show()

# %% [markdown]
# And one hidden layer? Each of its $n$ units adds at most one kink, so there are at most $n + 1$ pieces. The folded
# graph crosses the height ½ in each of its $2^L$ pieces, from 0 to 1 or back. A graph with fewer pieces crosses ½ fewer
# times. So at one of the tops or bottoms it is on the wrong side of ½, and off by at least ½. No training can help: the
# graph has too few kinks.

# %% W13
W13.show()

# %% [markdown]
# Now move the slider *wobble*, which changes the weights at random. Folding needs precise weights: change those of six
# layers by about a fifth, and three quarters of the 64 pieces are gone. (A change of a fiftieth can even add a few,
# since two ReLUs can cut a piece into three.) Networks with random weights have hardly more pieces than units, although
# up to $5^L$ would be possible: a layer of four ReLUs cuts every piece into five at most.

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
# So $2^L$ pieces are *possible*. Whether training finds such weights is another question.

# %% [markdown]
# ## Folding the plane (10 min)
#
# <!-- syllabus: S3-13 -->
# In $n_0$ dimensions, let layer $i$ have $n_i$ ReLUs. It can fold the space into $\lfloor n_i / n_0 \rfloor$ parts
# along each input. The last layer cuts the folded space with $n_L$ planes, and every cut appears in every copy
# (Montúfar and others, 2014):
#
# $$\underbrace{\prod\limits_{i=1}^{L-1} \left\lfloor \frac{n_i}{n_0} \right\rfloor^{n_0}}_{\text{copies}}
# \cdot \underbrace{\sum\limits_{j=0}^{n_0} \binom{n_L}{j}}_{\text{regions of the last layer}}
# \qquad \text{against }\; \sum_{j=0}^{n_0} \binom{n}{j} \;\text{ in a single layer of } n.$$
#
# The first number is a lower bound for the best network: *some* deep network has as many regions. The second is an
# upper bound: *no* shallow network has more. To show that depth helps, one needs both. *By hand:* four units a layer,
# two layers, two inputs: $(4/2)^2 = 4$ copies of $1 + 4 + 6 = 11$ regions are 44, against $1 + 8 + 28 = 37$ for eight
# units side by side.

# %% bounds
depths = np.arange(1, 7)
deep = [montufar_bound([2] + [4] * L) for L in depths]
shallow = [region_bound(4 * L, 2) for L in depths]
assert deep == [(4 // 2) ** (2 * (L - 1)) * (1 + 4 + 6) for L in depths]
assert (deep[1], shallow[1]) == (44, 37)
assert (count_params([2, 4, 4, 4, 4, 1]), count_params([2, 16, 1])) == (77, 65)
axes = panels(height=2.8)
axes.plot(depths, deep, "o-", color=style.BLUE)
axes.plot(depths, shallow, "o--", color=style.VERMILION)
axes.text(4.6, 4000, "some network of L layers", ha="right", color=style.BLUE)
axes.text(6, 50, "any network of one layer", ha="right", color=style.VERMILION)
axes.set(yscale="log", xlabel="layers L of four units, or 4L units side by side", ylabel="regions of the plane")
plt.show()

# %% W13b
W13b.show()

# %% [markdown]
# Compare the two pictures. The first has many regions, but they are mirror images of each other. The deep
# network cannot choose them one by one: with four layers it has 77 parameters, and the shallow one 65. Depth helps
# where the *task* has repeated structure. Then choose *random* weights: they hardly fold at all.

# %% [markdown]
# ## Boolean functions (9 min)
#
# <!-- syllabus: S3-14 E12 -->
# The **parity** of $n$ bits is 1 if the number of ones is odd; it is the XOR of all bits. Written as an OR of ANDs, it
# needs an AND for every row with an odd number of ones. No two of these rows can be merged, so there are $2^{n-1}$.
#
# So parity needs exponentially many hidden units in a single layer, *if they are ANDs*. But **threshold** units can
# count: $n$ of them in a single layer are enough. Unit $k$ answers "at least $k$ ones", and the output adds the answers
# with alternating signs, beginning with a plus. For 1, 1, 0, 1 the answers are 1, 1, 1, 0, and $1 - 1 + 1 - 0 = 1$:
# odd.


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
# For a single layer of thresholds with small weights there are hard functions, too: the inner product of two bit
# strings, modulo 2, needs exponentially many units, but few with two hidden layers. Do not conclude that depth makes
# all Boolean functions cheap. There are $2^{2^n}$ functions of $n$ bits, far more than there are small networks of any
# shape. So most functions need exponentially many units *at every depth*. Counting alone gives: some function of 20
# bits needs at least 128 threshold units, and some function of 40 bits at least 14,847.

# %% counting
assert [units_needed_by_counting(n) for n in (20, 40)] == [128, 14_847]

# %% [markdown]
# ## Four neurons that multiply (12 min)
#
# <!-- syllabus: S3-15 -->
# Now smooth units, and multiplication. Take an activation $s$ with $s''(0) \ne 0$, for example softplus, where
# $s''(0) = 1/4$. Near 0, $s(u) + s(-u) = 2s(0) + s''(0)u^2 + \dots$ is almost a parabola, and two squares make a
# product: $(x+y)^2 - (x-y)^2 = 4xy$. Make the inputs small by a factor $\lambda$:
#
# $$q(u) = s(\lambda u) + s(-\lambda u), \qquad xy \approx \frac{q(x + y) - q(x - y)}{4\lambda^2 s''(0)}$$
#
# Each $q$ has two units, so there are four.

# %% gate
x, y, lam = 0.5, -0.8, 0.1
u, v = lam * (x + y), lam * (x - y)
formula = (softplus(u) + softplus(-u) - softplus(v) - softplus(-v)) / (4 * lam**2 / 4)
said = softplus_forward(mult_gate(lam), np.array([[x, y]])).item()
assert np.isclose(formula, said)
assert f"{said:.4f}" == "-0.3997"
assert np.isclose(said - x * y, -(lam**2) * x * y * (x**2 + y**2) / 12, rtol=0.02)

# %% [markdown]
# With $\lambda = 0.1$ the four units give $0.5 \cdot (-0.8) \approx {-0.3997}$. The error is, nearly, the next term of
# Taylor's series, $-\lambda^2 xy(x^2 + y^2)/12$: for inputs from −1 to 1 at most $\lambda^2/6$. So should $\lambda$ be
# as small as possible? No. The four activations are all about 0.69, and they differ only by amounts of the size of
# $\lambda^2$. A float64 has about 16 digits, so for a small $\lambda$ the difference consists of rounding errors.

# %% W13c
W13c.show()

# %% [markdown]
# Central differences have the same problem (Lecture 11): with a smaller step one error falls and the other rises, and
# the best step is where they are equal.
#
# Now a product of $n$ factors. **Deep**: a tree of $n - 1$ such gates, with four units each. **Shallow**: one unit for
# each choice of $n$ signs, $2^n$ in all. With fewer units one layer cannot reach every accuracy, if no derivative of
# the activation is 0 at 0 (Rolnick and Tegmark, 2018; the third derivative of softplus is, but a bias changes that).

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
# With the logistic sigmoid the formula would be 0 divided by 0, since $\sigma''(0) = 0$. Give all four units the same
# bias $c \ne 0$, and $\sigma''(c)$, which is not 0, takes its place; here $c = 1$.

# %% sigmoid_gate
c, lam = 1.0, 0.03
s = sigmoid(c)
curvature = s * (1 - s) * (1 - 2 * s)  # σ''(c)
u, v = lam * (0.5 - 0.8), lam * (0.5 + 0.8)
product = (sigmoid(c + u) + sigmoid(c - u) - sigmoid(c + v) - sigmoid(c - v)) / (4 * lam**2 * curvature)
assert np.isclose(product, 0.5 * -0.8, rtol=1e-3)

# %% [markdown]
# ## Depth or width? (8 min)
#
# <!-- syllabus: S2-23 -->
# How deep and how wide should a network be? There is no formula, but one can compare fairly: fix the number of
# *parameters*. Here are networks with about 500 of them, two inputs and one output, and the number of regions that
# Montúfar's construction reaches:

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
# More depth gives more regions, until the layers are narrower than 4 and can no longer fold the plane along both
# inputs. But are more regions better? That depends on the function. Take a network of six folds, with 37 parameters,
# and a shallow one with as many: a layer of 12 ReLUs. With equally spaced kinks it is off by 0.87 on the folded line
# (and no 12 ReLUs do better than 0.5, as shown above), but only by 0.002 on $x^2$:

# %% two_targets
deep = tent_net(6)
budget = sum(W.size + b.size for W, b in deep)
width = width_for_budget(budget, 1, 1, depth=1)
x, knots = np.linspace(0, 1, 2001), np.linspace(0, 1, width + 1)
assert (budget, width) == (37, 12)
targets = {"six folds": lambda t: mlp_forward(deep, t[:, None], "relu")[0].ravel(), "x squared": np.square}
for (name, target), axes, most in zip(targets.items(), panels(2, height=2.6), ("0.87", "0.002"), strict=True):
    shallow = relu_interpolant(knots, target(knots))
    said = mlp_forward(shallow, x[:, None], "relu")[0].ravel()
    assert f"{np.abs(said - target(x)).max():.{len(most) - 2}f}" == most
    axes.plot(x, target(x), color=style.BLUE, linewidth=1.2)
    axes.plot(x, said, "--", color=style.VERMILION)
    axes.set(xlabel="x", title=name)
plt.show()

# %% [markdown]
# In practice: begin with two hidden layers. Add width until the training error is low enough. Add depth if the task is
# made of parts (edges, corners, digits). Expect deeper networks to be harder to *train*; Lectures 12 and 13 show why,
# and what helps.

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** A network has one input, and 3 hidden layers of 10 ReLUs. A colleague counts 5000 straight pieces. Is that
# possible?
#
# <details><summary>Answer</summary>
#
# No. A layer of $n$ ReLUs cuts each piece it receives into at most $n + 1$ pieces: $11^3 = 1331$ in all.
#
# </details>
#
# **2.** Why does the multiplication gate not simply take $\lambda = 10^{-12}$, where Taylor's error is $10^{-25}$?
#
# <details><summary>Answer</summary>
#
# The four activations differ only by about $\lambda^2 = 10^{-24}$. A float64 near 0.69 has a precision of $10^{-16}$,
# so the difference is a rounding error, and it is divided by $\lambda^2$.
#
# </details>
#
# **3.** "Deep networks have exponentially many regions, so they need exponentially many examples." What is wrong?
#
# <details><summary>Answer</summary>
#
# The regions cannot be chosen one by one. Only the parameters can, and there are few of them; the regions of a folded
# network are mirror images of each other. Moreover, random and trained networks have far fewer regions than the bound.
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
# - Parity needs exponentially many ANDs in one layer, but only $n$ threshold units, or a tree of $n - 1$ XORs.
# - Four smooth units multiply two numbers, on paper to any accuracy, so networks can compute polynomials.
# - Depth helps for some functions; random networks use few of the folds they could make.
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
# To the assignment `p4_forward_pass`: you build `tent_net`, `mult_gate` and `product_net`. So far we chose all weights
# by hand. Lecture 8 finds them by gradient descent.
