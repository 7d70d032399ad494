# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 3 Hidden layers as features
#
# **What you will be able to do**
#
# - read a hidden layer as a set of half-planes, and the next unit as AND, OR or majority of them;
# - count the regions that hidden units cut, and build a network that fires inside a polygon;
# - solve XOR by hand, with steps and with logistic units, and say by how much the two differ;
# - see how a hidden layer moves the points, and where the last layer cuts the new space with a straight line;
# - compare features made by hand with learned ones, and say why the learned ones are not unique.
#
# Lecture 2 ended with a function that one unit cannot compute. The idea of this lecture fits in one sentence: **if no
# line separates the points, move the points.**

# %% setup
from math import factorial

import matplotlib.pyplot as plt
import numpy as np

from course.data.toy import xor_blobs
from lectures.figures import draw_graph, panels
from lectures.widgetkit import style
from lectures.widgets.w05_half_planes import WIDGET as W05
from lectures.widgets.w06_xor_scaled import WIDGET as W06
from lectures.widgets.w07_warped_space import WIDGET as W07
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.expressivity.hidden_features import hidden_features, quadratic_features
from reference_solution.expressivity.symmetry import permute_hidden, rescale_relu
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.half_planes import at_least, count_regions, polygon_net, region_bound
from reference_solution.logic.separability import is_linearly_separable
from reference_solution.logic.threshold import step, threshold_forward
from reference_solution.logic.xor import xor_logistic, xor_params
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_forward
from reference_solution.training.mlp_training import train

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True)
rng = np.random.default_rng(0)

# %% [markdown]
# ## Two layers, two jobs (5 min)
#
# <!-- syllabus: S4-01 S4-02 -->
# A linear classifier need not use $x$ itself. Let it use **features** $\phi(x)$: here the answers of two threshold
# units, "is $x$ to the right of this line?" and "is it above that one?":
#
# $$z = \theta^\top \phi(x) + \theta_0, \qquad \theta = (1, 1),\; \theta_0 = -0.5$$
#
# One yes is enough to make $z$ positive: an **OR** of two half-planes. With three features and the weights 1, 1, 1, the
# bias $-0.5$ makes an OR of three (1, 2 or 3 answers yes), $-1.5$ a **majority** (2 or 3), and $-2.5$ an **AND** (all
# 3).

# %% and_or
answers = boolean_inputs(3)
for bias, counts in ((-0.5, {1, 2, 3}), (-1.5, {2, 3}), (-2.5, {3})):
    z = answers @ np.ones(3) + bias
    assert {int(a.sum()) for a in answers[z > 0]} == counts

# %% [markdown]
# <!-- syllabus: S4-03 -->
# So the two layers have different jobs. The weights of the **first** layer say how the input is *transformed*: where
# the lines lie. The weights of the **second** layer say how the new features are *combined*. (Some texts have one
# example as a column and write $W^\top x$; here an example is a row, and $XW$ has the same $W$.) Below, the first layer
# is the same in both pictures; only the second differs:

# %% two_jobs
lines = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.2, -0.1])
ticks = np.linspace(-1, 1, 101)
plane = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
for axes, (k, name) in zip(panels(2, height=3), ((1, "OR"), (2, "AND")), strict=True):
    fires = step(threshold_forward(at_least(k, *lines), plane)).reshape(101, 101)
    axes.contourf(ticks, ticks, fires, (-0.5, 0.5, 1.5), colors=(style.PALE, style.SKY))
    axes.axvline(-0.2, color=style.BLACK)
    axes.axhline(0.1, color=style.BLACK)
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", title=f"second layer: {name}")
plt.show()

# %% [markdown]
# ## Shapes out of half-planes (10 min)
#
# <!-- syllabus: S3-06 -->
# The lines of the hidden units divide the plane into regions. Within a region no unit changes its answer, so the rest
# of the network cannot tell two points of it apart. How many regions can $n$ lines make? Line $k$ crosses each of the
# $k - 1$ lines before it at most once. These crossings cut it into at most $k$ pieces, and each piece cuts one
# region in two. So the number of regions is at most
#
# $$1 + (1 + 2 + \dots + n) \;=\; 1 + n + \binom n 2.$$

# %% regions
for n in range(1, 7):
    assert count_regions(rng.normal(size=(2, n)), rng.normal(size=n)) == region_bound(n, 2)
assert count_regions(np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]]), np.zeros(3)) == 6  # through one point: one fewer
n = np.arange(1, 9)
axes = panels(height=2.6)
axes.plot(n, 2.0**n, "o--", color=style.VERMILION)
axes.plot(n, [region_bound(lines, 2) for lines in n], "o-", color=style.BLUE)
axes.text(6.1, 130, "patterns, $2^n$", ha="right", color=style.VERMILION)
axes.text(7, 9, "regions", color=style.BLUE)
axes.set(yscale="log", xlabel="lines n")
plt.show()

# %% [markdown]
# Two lines that cross give all four patterns of answers. From three lines on there are fewer regions than patterns, so
# some patterns never occur. Move the lines, change the rule, swap the sides.

# %% W05
W05.show()

# %% [markdown]
# An AND of half-planes is a **convex** region: a polygon, unless it is open on one side, or empty. Below is a network
# made from the corners of a triangle: three hidden units, one for each side, and an output unit that fires where all
# three fire.

# %% triangle
corners = np.array([[-1.0, -1.0], [1.5, -0.5], [0.0, 1.5]])
triangle = polygon_net(corners)
ticks = np.linspace(-2, 2, 401)
plane = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
units = step(plane @ triangle[0][0] + triangle[0][1]).sum(axis=1)
fires = step(threshold_forward(triangle, plane)).ravel()
(x1, y1), (x2, y2) = corners[1] - corners[0], corners[2] - corners[0]
assert np.isclose(fires.mean(), abs(x1 * y2 - x2 * y1) / 2 / 16, rtol=0.01)  # its share is the triangle's area
hidden, output = panels(2, height=3.5)
for axes, picture, name in ((hidden, units, "units that fire"), (output, 3 * fires, "the AND of the three")):
    axes.imshow(picture.reshape(401, 401), extent=(-2, 2, -2, 2), origin="lower", cmap="Blues", vmin=0, vmax=5)
    axes.plot(*corners[[0, 1, 2, 0]].T, color=style.BLACK, linewidth=1.5)
    axes.set(xlabel="$x_1$", title=name)
    axes.grid(visible=False)
for place, count in (((0.1, -0.1), 3), ((-1.3, 0.6), 2), ((1.3, 0.9), 2), ((0.4, -1.4), 2), ((0.0, 1.78), 1)):
    assert units[np.argmin(np.linalg.norm(plane - place, axis=1))] == count
    hidden.text(*place, count, ha="center", va="center", color=style.BLACK)
plt.show()

# %% [markdown]
# One layer more, and an OR of such polygons is any shape with straight sides, with holes and islands. So three layers
# of threshold units can represent any region with straight borders. It remains to find the weights.
#
# ## XOR by hand (6 min)
#
# <!-- syllabus: S0-24 S3-03 -->
# XOR means "one of them, but not both". Two hidden units, one for each half of the sentence:
#
# $$h_1 = [x_1 + x_2 - 0.5 > 0] \;\text{(OR)}, \qquad h_2 = [x_1 + x_2 - 1.5 > 0] \;\text{(AND)}$$
#
# $$\begin{aligned} y &= [h_1 - h_2 - 0.5 > 0] \\ &= [h_1 + (1 - h_2) - 1.5 > 0] \end{aligned}$$
#
# The two forms of $y$ are the same sum; the second reads "$h_1$ AND NOT $h_2$". Here is the network, with the weights
# on its edges (the biases are in the formulas):

# %% xor_by_hand
inputs, wanted = boolean_inputs(2), np.array([0, 1, 1, 0])
(W1, b1), (W2, b2) = xor_params()
H = step(inputs @ W1 + b1)
assert np.array_equal(H[:, 0] - H[:, 1] - 0.5, H[:, 0] + (1 - H[:, 1]) - 1.5)
assert np.array_equal(H, [[0, 0], [1, 0], [1, 0], [1, 1]])
assert np.array_equal(step(H[:, 0] - H[:, 1] - 0.5), wanted)
places = {"x₁": (0, 1), "x₂": (0, 0), "h₁": (0.5, 1), "h₂": (0.5, 0), "y": (1, 0.5)}
weights = {("x₁", "h₁"): 1, ("x₁", "h₂"): 1, ("x₂", "h₁"): 1, ("x₂", "h₂"): 1, ("h₁", "y"): 1, ("h₂", "y"): -1}
draw_graph(places, weights, height=2, along=0.28)

# %% [markdown]
# | $x_1, x_2$ | $h_1, h_2$ | $y$ |
# |---|---|---|
# | 0, 0 | 0, 0 | 0 |
# | 0, 1 | 1, 0 | 1 |
# | 1, 0 | 1, 0 | 1 |
# | 1, 1 | 1, 1 | 0 |
#
# Now look at the middle column. Four inputs have become **three** points. The inputs $(0,1)$ and $(1,0)$, which belong
# to the same class, have become the same point $(1, 0)$ of hidden space. There one line is enough:

# %% folded
assert not is_linearly_separable(inputs, wanted)
assert is_linearly_separable(H, wanted)
line = np.array([-0.3, 1.3])
for axes, points, names in zip(panels(2, height=3), (inputs, H), ("x", "h"), strict=True):
    for label, colour in ((0, style.BLUE), (1, style.VERMILION)):
        axes.plot(*points[wanted == label].T, "o", color=colour, markersize=14)
    axes.set(xlim=line, ylim=line, aspect="equal", xlabel=f"${names}_1$", ylabel=f"${names}_2$")
    axes.set_title("inputs: no line" if names == "x" else "hidden: one line")
axes.plot(line, line - 0.5, color=style.BLACK)
plt.show()

# %% [markdown]
# ## From steps to slopes (9 min)
#
# <!-- syllabus: S0-25 -->
# The slope of a step is 0, so gradient descent cannot train it (Lecture 2). A logistic unit has a slope everywhere. How
# much changes if each step is replaced by a $\sigma$? Scale weights **and** biases by $k$; then a unit computes
# $\sigma(k z)$ in place of $\mathrm{step}(z)$. On both sides of zero the difference is
#
# $$\begin{aligned} |\sigma(k z) - \mathrm{step}(z)| &= \sigma(-k\,|z|) \\
# &\le \sigma(-k\,d) \quad\text{where } |z| \ge d. \end{aligned}$$

# %% logistic_near_step
z = np.linspace(-2, 2, 400)
axes = panels(height=2.6)
axes.plot(z, step(z), color=style.BLACK)
for k, colour in ((2, style.SKY), (5, style.BLUE), (15, style.PURPLE)):
    assert np.allclose(np.abs(sigmoid(k * z) - step(z)), sigmoid(-k * np.abs(z)))
    axes.plot(z, sigmoid(k * z), color=colour, label=f"k = {k}")
axes.set(xlabel="z", ylabel="σ(k z)")
axes.legend(loc="lower right")
plt.show()

# %% [markdown]
# In the XOR network every hidden $z$ is at least 0.5 away from zero, so $d = 1/2$, and a hidden unit is off by at most
# $e = \sigma(-k/2)$. Two hidden units are off by $2e$ at most, so the output is off by at most $\sigma(-k(1/2 - 2e))$,
# as long as $e < 1/4$. Move $k$, and see what happens if the biases are not scaled.

# %% W06
W06.show()


# %% scaled_xor
def outputs(k):
    return sigmoid(mlp_forward(xor_logistic(k), inputs, "sigmoid")[0].ravel())


ks = np.arange(1, 15, 0.05)
largest = np.array([np.abs(outputs(k) - wanted).max() for k in ks])
e = sigmoid(-ks / 2)
useful = e < 0.25
bound = sigmoid(-ks * (0.5 - 2 * e))[useful]
assert np.all(largest[useful] <= bound + 1e-9)
axes = panels(height=2.8)
axes.plot(ks, largest, color=style.BLUE)
axes.plot(ks[useful], bound, "--", color=style.VERMILION)
axes.axhline(0.5, color=style.GREY, linewidth=1)
axes.set(yscale="log", xlabel="scale k of weights and biases", title="largest error, and its bound (dashed)")
plt.show()
assert f"{ks[np.argmax(largest < 0.5)]:.1f}" == "2.2"
assert np.all(largest[ks > 2.2] < 0.5)
assert (outputs(1) < 0.5).all() or (outputs(1) > 0.5).all()
assert np.abs(outputs(10) - wanted).max() < 0.01

# %% [markdown]
# With $k = 1$ all four outputs lie on the same side of ½. From $k = 2.2$ on all four are right, and with $k = 10$ the
# error is below 0.01. So logistic units need large weights to give clear answers; in return they have a slope
# everywhere.
#
# ## Features made by hand (6 min)
#
# <!-- syllabus: S1-22 S3-03 -->
# One unit can separate such classes after all, if the input is first transformed into better features. The oldest way
# is to choose these features oneself, for example with a *polynomial transform*: products and squares of the inputs,
# then a sigmoid. For XOR one product is enough, and a circle becomes a straight line if the axes are the squares:
#
# $$\mathrm{XOR}(x_1, x_2) = x_1 + x_2 - 2\,x_1 x_2, \qquad\qquad x_1^2 + x_2^2 - r^2 > 0$$

# %% by_hand
Q = quadratic_features(inputs)
assert is_linearly_separable(Q, wanted)
assert np.array_equal(Q @ [1, 1, 0, -2, 0], wanted)
X = rng.uniform(-2, 2, size=(1000, 2))
outside = np.hypot(*X.T) > 1.3
assert np.array_equal(quadratic_features(X) @ [0, 0, 1, 0, 1] - 1.3**2 > 0, outside)
plane, squares = panels(2, height=3)
for side, colour in ((False, style.BLUE), (True, style.VERMILION)):
    plane.plot(*X[outside == side].T, ".", color=colour, markersize=4)
    squares.plot(*(X[outside == side] ** 2).T, ".", color=colour, markersize=4)
squares.plot([0, 1.69], [1.69, 0], color=style.BLACK)
plane.set(xlabel="$x_1$", ylabel="$x_2$", title="a circle", aspect="equal")
squares.set(xlabel="$x_1^2$", ylabel="$x_2^2$", title="a line", aspect="equal")
plt.show()

# %% [markdown]
# ## Features that are learned (12 min)
#
# <!-- syllabus: S0-15 S4-03 -->
# Cut a network before its last layer. The part before the cut computes features; the part after it is the linear model
# of Lecture 1:
#
# $$h = f(x W_1 + b_1) \quad\text{(features)}, \qquad y = \sigma(h\,W_2 + b_2) \quad\text{(logistic regression on } h)$$
#
# The demo shows both spaces: first the inputs with a grid, then the same grid after the hidden layer. In input space
# the boundary, the thick line, is bent. In hidden space it is always straight, because the last layer is linear.
# **Hold** one layer and see what the other can still do. Or go back to the start of the training and drag the squares:
# that changes the first layer by hand.

# %% W07
W07.show()

# %% [markdown]
# Try three things: move the slider *bend* slowly, which carries the grid from input space to hidden space; train XOR
# with *only the second* layer (the grid stays, and no line separates the classes); and take the ring with two hidden
# units, then with three.
#
# Is the last layer *really* logistic regression? Train a network on four clouds of points, arranged like XOR. Then
# remove the last layer, take the hidden activations as data, and fit a model **without hidden layers** to them,
# starting at zero, with the same penalty on the weights. It finds the last layer again:

# %% last_layer
X, labels = xor_blobs(200, np.random.default_rng(3), spread=0.15)
start = init_params([2, 3, 2], "xavier", np.random.default_rng(5))
net, _ = train(start, X, labels, "tanh", 0.01, 1.0, len(X), 4000, np.random.default_rng(0))
H = hidden_features(net, X, "tanh")
fitted, _ = train(
    [(np.zeros((3, 2)), np.zeros(2))], H, labels, "tanh", 0.01, 1.0, len(X), 4000, np.random.default_rng(0)
)
print("trained:", net[-1][0][:, 1] - net[-1][0][:, 0])
print("fitted: ", fitted[0][0][:, 1] - fitted[0][0][:, 0])
assert np.sum(np.argmax(mlp_forward(net, X, "tanh")[0], axis=1) != labels) <= 2  # of 200

# %% [markdown]
# (The program has two outputs with a softmax. They equal one output with a sigmoid whose weights are the difference of
# the two: Lecture 5.)
#
# ## Hand-made or learned? (5 min)
#
# <!-- syllabus: S0-18 -->
# Features made by hand are the same for all data; learned ones adapt. Compare them on two tasks with ten inputs. The
# decision has about as many parameters in both cases: 66 with squares and products, 61 with five hidden units. In the
# first task, *stripes*, only one direction matters, which nobody knows beforehand, and the classes alternate along it.
# In the second, *ball*, the question is whether $|x|$ is large, and squares are the right feature.


# %% compared
def task(name, N, rng):
    X = rng.normal(size=(N, 10))
    direction = np.ones(10) / np.sqrt(10)
    return X, (np.sin(2.5 * X @ direction) > 0 if name == "stripes" else np.sum(X**2, axis=1) > 9.3).astype(int)


scores = {"hand-made": [], "learned": []}
for name in ("stripes", "ball"):
    X, labels = task(name, 1500, np.random.default_rng(1))
    X_new, labels_new = task(name, 1500, np.random.default_rng(2))
    scale = quadratic_features(X).std(axis=0)
    by_hand, _ = train(
        [(np.zeros((65, 2)), np.zeros(2))], quadratic_features(X) / scale, labels, "tanh", 0, 0.5, 1500, 1500, rng
    )
    score = mlp_forward(by_hand, quadratic_features(X_new) / scale, "tanh")[0]
    learned, _ = train(init_params([10, 5, 2], "xavier", rng), X, labels, "tanh", 0, 0.3, 100, 150, rng)
    for kind, z in (("hand-made", score), ("learned", mlp_forward(learned, X_new, "tanh")[0])):
        scores[kind].append(np.mean(np.argmax(z, axis=1) == labels_new))
    if name == "stripes":
        units = learned[0][0] / np.linalg.norm(learned[0][0], axis=0)
        assert np.all(np.abs(units.sum(axis=0)) / np.sqrt(10) > 0.8)  # all weights of the direction are 1/√10
assert (65 + 1, 10 * 5 + 5 + 5 + 1) == (66, 61)
axes = panels(height=2.6)
for shift, (kind, right) in zip((-0.2, 0.2), scores.items(), strict=True):
    bars = axes.bar(np.arange(2) + shift, right, width=0.38, label=kind)
    axes.bar_label(bars, fmt="{:.2f}")
axes.set(ylim=(0, 1.4), yticks=(0, 0.5, 1), ylabel="new points right")
axes.set_xticks((0, 1), ("stripes", "ball"))
axes.legend(loc="upper left", ncols=2)
plt.show()

# %% [markdown]
# Neither is always better. If you know the right features, use them; if you do not, let the network learn them. With
# the stripes, all five units have turned towards the one direction that counts: the cosine between it and the weights
# of a unit is above 0.8 in size, where random weights have 0.26 on average. Lecture 13 shows which features a network
# learns for digits.
#
# ## Different weights, the same function (4 min)
#
# <!-- syllabus: S2-20 -->
# The data say what the *output* should be, not what the hidden units should be. Different weights can compute the same
# function. Put the hidden units in another order (the columns of $W_1$ with their biases, and the rows of $W_2$):
# nothing changes. Six units have 720 orders, 36 have about $4 \cdot 10^{41}$. With ReLU, one may also multiply a unit's
# incoming weights and bias by $c$ and divide its outgoing weights by $c$, since
#
# $$\mathrm{relu}(c\,z) = c\;\mathrm{relu}(z) \quad\text{for } c > 0.$$

# %% free
net = init_params([2, 6, 1], "he", rng)
X = rng.normal(size=(100, 2))
before = mlp_forward(net, X, "relu")[0]
moved = permute_hidden(net, 0, np.array([3, 1, 5, 0, 2, 4]))
scaled = rescale_relu(net, 0, np.array([0.1, 2.0, 5.0, 1.0, 0.5, 30.0]))
for other in (moved, scaled):
    assert np.allclose(mlp_forward(other, X, "relu")[0], before)
assert (factorial(6), f"{factorial(36):.0e}") == (720, "4e+41")

# %% [markdown]
# Two trained networks that agree in every answer may have no weight in common. So it means nothing *which* unit
# computes a feature. And one warning: two units that *start* with equal weights, incoming and outgoing, get equal
# gradients and stay equal for ever. That is why training starts from random weights.
#
# ## Three questions (3 min)
#
# **1.** Four lines of hidden units cut the plane. A colleague's list of hidden patterns has 13 rows. What do you say?
#
# <details><summary>Answer</summary>
# Four lines make at most $1 + 4 + 6 = 11$ regions, so in the plane at most 11 patterns can occur (points on
# the lines left aside). There is a mistake, or the inputs have a third dimension.
# </details>
#
# **2.** Why can two hidden units, tanh or threshold, not separate a ring from its middle, while three of either kind
# can?
#
# <details><summary>Answer</summary>
# With two units, hidden space is a plane again. Two tanh units can only stretch and bend the input plane, and the ring
# still surrounds its middle; two half-planes enclose nothing either. Three half-planes make a triangle around the
# middle. Three tanh units bend the plane into a bowl in space, and a flat cut separates its bottom from its rim.
# </details>
#
# **3.** You scale the weights of the XOR network by 20, and the biases by 10. What does it compute?
#
# <details><summary>Answer</summary>
# The lines lie where $x \cdot w = -b/2$: at sums of 0.25 and 0.75, so both hidden units fire for every input but
# $(0,0)$. So $h_1 = h_2$ for every input, and the output has $z = 20\,(h_1 - h_2) - 5 = -5$: always no.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Write XOR as two threshold units and one output unit, and test all four inputs.
#
# <details><summary>Solution</summary>
#
# ```python
# step = lambda z: int(z > 0)
# for a in (0, 1):
#     for b in (0, 1):
#         either, both = step(a + b - 0.5), step(a + b - 1.5)
#         assert step(either - both - 0.5) == (a != b)
# ```
#
# </details>
#
# **2.** A triangle is an AND of three half-planes. Write a network that fires inside the triangle $(0, 0)$,
# $(1, 0)$, $(0, 1)$.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# W, b = np.array([[1.0, 0.0, -1.0], [0.0, 1.0, -1.0]]), np.array([0.0, 0.0, 1.0])
# inside = lambda x: (x @ W + b > 0).sum(axis=1) - 2.5 > 0
# points = np.random.default_rng(0).uniform(-0.5, 1.5, size=(2000, 2))
# assert np.array_equal(inside(points), (points > 0).all(axis=1) & (points.sum(axis=1) < 1))
# ```
#
# </details>
#
# **3.** Show that no $w$ and $b$ of a grid put XOR on the right sides of one line, but that with the product $x_1x_2$
# as a third feature some do.
#
# <details><summary>Solution</summary>
#
# ```python
# import itertools
#
# import numpy as np
#
# X, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([-1, 1, 1, -1])
# grid = np.linspace(-2, 2, 17)
# lines = itertools.product(grid, repeat=3)
# assert not any((y * (X @ np.array(w[:2]) + w[2]) > 0).all() for w in lines)
# F = np.column_stack([X, X[:, 0] * X[:, 1]])
# assert (y * (F @ [1, 1, -2] - 0.5) > 0).all()
# ```
#
# </details>
#
# ## In short
#
# - A hidden layer moves the points; the last layer then draws a straight line in the new space.
# - XOR needs two hidden units: one for OR, one for AND, and their difference.
# - A hidden unit cuts the plane with a line; an AND of $k$ of them is a polygon.
# - Features made by hand (products, squares) do the same, if you know which ones to make.
# - Hidden units can change places, and ReLUs their scale, without any change of the function.
#
# ## History and reading
#
# Minsky and Papert's question, how hidden units could be found, was answered for a wide public by Rumelhart, Hinton and
# Williams in 1986: by gradient descent.
#
# - D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating errors*, 1986
# - C. Olah, *Neural networks, manifolds, and topology*, 2014 (online)
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 6.1
# - A. Zhang and others, *Dive into Deep Learning*, chapter 5 (online)
# - M. Minsky, S. Papert, *Perceptrons*, 1969
#
# ## Where it leads
#
# To `p2_logic`: you write `xor_params`, `xor_logistic`, `polygon_net` and `is_linearly_separable`. Next, Lecture 4
# compares activation functions, and shows what their slopes do to learning.
