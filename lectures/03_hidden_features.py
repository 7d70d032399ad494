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
# - solve XOR by hand, with steps and with logistic units, and say how far the one is from the other;
# - see the space that a network has bent, and the straight cut that is made there;
# - tell features that were made by hand from features that were learned, and why the learned ones are not unique.
#
# Lecture 2 ended with what one unit cannot be. Everything here follows from one sentence: **if no line separates the
# points, move the points.**

# %% setup
from math import factorial

import matplotlib.pyplot as plt
import numpy as np

from course.data.toy import xor_blobs
from lectures.figures import panels
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
# A linear classifier need not look at $x$ itself. Let it look at **features** $\phi(x)$, here answers of two threshold
# units, "is $x$ right of this line?" and "above that one?":
#
# $$z = \theta^\top \phi(x) + \theta_0, \qquad \theta = (1, 1),\; \theta_0 = -0.5$$
#
# One yes is enough to make $z$ positive: an **OR** of two half-planes. With three features and the weights 1, 1, 1 the
# same $-0.5$ is an OR of three; $-2.5$ asks for all three, an **AND**; and $-1.5$ lets the majority decide.

# %% and_or
answers = boolean_inputs(3)
for bias in (-0.5, -1.5, -2.5):
    z = answers @ np.ones(3) + bias
    print(f"bias {bias}: fires with", sorted({int(a.sum()) for a in answers[z > 0]}), "of 3 answers yes")

# %% [markdown]
# <!-- syllabus: S4-03 -->
# So the two layers have different jobs. The **first** layer's weights say how the input is *transformed*: where the
# lines lie. The **second** layer's weights say how the new features are *combined*. (Some texts have one
# example as a column and write $W^\top x$; here an example is a row, and $XW$ has the same $W$.) Change one job, and
# the other stays:

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
# Draw the line of every hidden unit, and the plane falls into regions. Within one region no unit changes its answer, so
# the rest of the network cannot tell two of its points apart. How many regions are there? A new line crosses each of
# the $n$ lines before it at most once; it is cut into at most $n + 1$ pieces, and every piece cuts a region in two:
#
# $$1 + 1 + 2 + \dots + n \;=\; 1 + n + \binom n 2$$

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
# From three lines on there are fewer regions than patterns: some combinations of answers never happen. Drag the lines,
# change the rule, turn the sides.

# %% W05
W05.show()

# %% [markdown]
# An AND of half-planes is a **convex** region: a polygon, unless it is open on one side, or empty. Below is a network
# made from the corners of a triangle: three hidden units, one for each side, and a unit that fires where all three do.

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
for axes, picture, name in ((hidden, units, "units that fire"), (output, fires, "the AND of the three")):
    axes.imshow(picture.reshape(401, 401), extent=(-2, 2, -2, 2), origin="lower", cmap=style.AMOUNT)
    axes.plot(*corners[[0, 1, 2, 0]].T, color="white", linewidth=1.5)
    axes.set(xlabel="$x_1$", title=name)
    axes.grid(visible=False)

plt.show()

# %% [markdown]
# An OR of such polygons, one layer later, is any shape with straight sides, holes and islands included. So three layers
# of threshold units can draw any map of straight borders, if only somebody finds the weights.
#
# ## XOR by hand (6 min)
#
# <!-- syllabus: S0-24 S3-03 -->
# XOR means "one of them, but not both". Two hidden units, one for each half of the sentence:
#
# $$h_1 = [x_1 + x_2 - 0.5 > 0] \;\text{(OR)}, \qquad h_2 = [x_1 + x_2 - 1.5 > 0] \;\text{(AND)}$$
#
# $$y = [h_1 - h_2 - 0.5 > 0] = [h_1 + (1 - h_2) - 1.5 > 0]$$
#
# The two forms of $y$ are the same sum; the second reads "$h_1$ AND NOT $h_2$".

# %% xor_by_hand
inputs, wanted = boolean_inputs(2), np.array([0, 1, 1, 0])
(W1, b1), (W2, b2) = xor_params()
H = step(inputs @ W1 + b1)
print("x1 x2 | h1 h2 |  y")
for x, h in zip(inputs, H, strict=True):
    z = h[0] - h[1] - 0.5
    assert z == h[0] + (1 - h[1]) - 1.5
    print(f" {x[0]:.0f}  {x[1]:.0f} |  {h[0]:.0f}  {h[1]:.0f} |  {step(z):.0f}")

# %% [markdown]
# Now look at the column in the middle. Four inputs have become **three** points: $(0,1)$ and $(1,0)$, which belong
# together, are one point $(1, 0)$ in the hidden space, and there a line is enough:

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
# A step has no slope, and Lecture 2 showed that gradient descent cannot move it. A logistic unit has one. How much is
# lost if each step becomes a $\sigma$? Scale weights **and** biases by $k$, and a unit computes $\sigma(k z)$ in the
# place of $\mathrm{step}(z)$. On both sides of zero the difference is
#
# $$|\sigma(k z) - \mathrm{step}(z)| = \sigma(-k\,|z|) \;\le\; \sigma(-k\,d) \quad\text{wherever } |z| \ge d.$$

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
# In the XOR network all hidden $z$ are ±0.5 or farther away, so $d = 1/2$, and hidden units err by $\sigma(-k/2)$.
# The output is fed with these errors, $e$ at most from each of two units, so it errs by $\sigma(-k(1/2 - 2e))$ at
# most (as long as $e < 1/4$). Move $k$, and see what happens when the biases are forgotten.

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
axes.text(9, 0.002, "largest error", ha="right", color=style.BLUE)
axes.text(8.5, 0.07, "bound", color=style.VERMILION)
axes.set(yscale="log", xlabel="scale k of weights and biases", ylabel="error of the output")
plt.show()
print(f"all four round rightly from k = {ks[np.argmax(largest < 0.5)]:.1f} on")

# %% [markdown]
# With $k = 1$ no output crosses ½: soft units need large weights to be sure. With $k = 10$ the error is
# below one in a hundred, and the network has a slope everywhere.
#
# ## Features made by hand (6 min)
#
# <!-- syllabus: S1-22 S3-03 -->
# One unit cannot separate what no line separates, unless the input is first transformed into a better representation.
# The oldest way is to think of the representation oneself, as a *polynomial transform*: products and
# squares of the inputs, then a sigmoid. For XOR one product will do, and a circle is a straight line in the squares:
#
# $$\mathrm{XOR}(x_1, x_2) = x_1 + x_2 - 2\,x_1 x_2 \qquad\qquad x_1^2 + x_2^2 - r^2 > 0$$

# %% by_hand
Q = quadratic_features(inputs)
assert is_linearly_separable(Q, wanted)
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
print("XOR by x1 + x2 - 2 x1 x2:", Q @ [1, 1, 0, -2, 0])

# %% [markdown]
# ## Features that are learned (12 min)
#
# <!-- syllabus: S0-15 S4-03 -->
# Cut a network before its last layer. The part before the cut computes features; the part after it is the linear model
# of Lecture 1:
#
# $$h = f(x W_1 + b_1) \quad\text{(features)}, \qquad y = \sigma(h\,W_2 + b_2) \quad\text{(logistic regression on } h)$$
#
# You see both spaces: the plane of inputs with its grid, and the same sheet where the hidden units have put it. In the
# left picture the black boundary is bent. In the right one it is straight, always, because the second layer can do
# nothing else. **Hold** one layer and see what the other can still do; or set the training back to its start, and drag
# the squares: that moves the first layer by hand.

# %% W07
W07.show()

# %% [markdown]
# Three things to try: the slider *bend*, slowly, which carries the sheet from input space to hidden space; XOR with
# *only the second* layer learning (the sheet stays, and no cut will do); and the ring with two units, then three.
#
# Is the last layer *really* logistic regression? Train a network on XOR clouds. Then throw the last layer away, take
# the hidden activations as given data, and fit a model **without hidden layers** to them, from zero. Same features,
# same penalty on the weights: it must find the last layer again.

# %% last_layer
X, labels = xor_blobs(200, np.random.default_rng(3), spread=0.15)
start = init_params([2, 3, 2], "xavier", np.random.default_rng(5))
net, _ = train(start, X, labels, "tanh", 0.01, 1.0, len(X), 4000, np.random.default_rng(0))
H = hidden_features(net, X, "tanh")
fitted, _ = train(
    [(np.zeros((3, 2)), np.zeros(2))], H, labels, "tanh", 0.01, 1.0, len(X), 4000, np.random.default_rng(0)
)
print("last layer of the network:", net[-1][0][:, 1] - net[-1][0][:, 0])
print("fitted to its features:   ", fitted[0][0][:, 1] - fitted[0][0][:, 0])
print("wrong:", np.sum(np.argmax(mlp_forward(net, X, "tanh")[0], axis=1) != labels), "of", len(X))

# %% [markdown]
# (Two outputs with softmax stand for one with a sigmoid; the difference of their weights is its weight. Lecture 5.)
#
# ## Hand-made or learned? (5 min)
#
# <!-- syllabus: S0-18 -->
# Hard-coded features are the same whatever the data; learned ones adapt. Give both ten inputs and about the same number
# of parameters. In the first task only one direction matters, unknown beforehand, and the classes alternate along it.
# The second task asks whether $|x|$ is large, which is what squares were made for.


# %% compared
def task(name, N, rng):
    X = rng.normal(size=(N, 10))
    direction = np.ones(10) / np.sqrt(10)
    return X, (np.sin(2.5 * X @ direction) > 0 if name == "stripes" else np.sum(X**2, axis=1) > 9.3).astype(int)


for name in ("stripes", "ball"):
    X, labels = task(name, 1500, np.random.default_rng(1))
    X_new, labels_new = task(name, 1500, np.random.default_rng(2))
    scale = quadratic_features(X).std(axis=0)
    by_hand, _ = train(
        [(np.zeros((65, 2)), np.zeros(2))], quadratic_features(X) / scale, labels, "tanh", 0, 0.5, 1500, 1500, rng
    )
    score = mlp_forward(by_hand, quadratic_features(X_new) / scale, "tanh")[0]
    learned, _ = train(init_params([10, 5, 2], "xavier", rng), X, labels, "tanh", 0, 0.3, 100, 150, rng)
    answers = [np.argmax(z, axis=1) for z in (score, mlp_forward(learned, X_new, "tanh")[0])]
    print(
        f"{name:8} hand-made {np.mean(answers[0] == labels_new):.3f}  learned {np.mean(answers[1] == labels_new):.3f}"
    )
print("parameters of the decision:", 65 + 1, "and", 10 * 5 + 5 + 5 + 1)

# %% [markdown]
# Neither wins always. Whoever knows the right features should use them; whoever does not can let the data choose. In
# Lecture 13 you will see what a network chose for handwritten digits.
#
# ## Nobody told the hidden units what to be (4 min)
#
# <!-- syllabus: S2-20 -->
# The data say what the *output* should be; what happens in between is free. So other weights compute the same. Put the
# hidden units in another order (rows of $W_2$ along with the columns of $W_1$), and nothing changes. With ReLU, each
# unit may also be made $c$ times larger and be read with $1/c$ of the weight, since
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
print(f"orders of 6 units: {factorial(6)}; of 36: {factorial(36):.1e}")

# %% [markdown]
# Two trained networks that agree in every answer may have no weight in common. So do not read meaning into *which* unit
# does something. And units that *start* equal, weights in and weights out, have equal gradients and stay equal; that is
# why training starts from random weights.
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
# With two units the sheet stays in a plane. Tanh units only stretch it, and what is surrounded stays surrounded; two
# half-planes enclose nothing either. Three half-planes make a triangle around the middle; three tanh units lift the
# sheet into space, where a plane cuts the bottom of the bowl off.
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
# **2.** A triangle is an AND of three half-planes. Write a network that fires inside the triangle (0, 0), (1, 0), (0,
# 1).
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
# - Features made by hand (products, squares) do the same where somebody knows which to make.
#
# ## History and reading
#
# Minsky and Papert's question, how hidden units could be found, was answered for a wide public by Rumelhart, Hinton and
# Williams in 1986: by going downhill.
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
# chooses the bend: which activation functions there are, and what their slopes do to learning.
