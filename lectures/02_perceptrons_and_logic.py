# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 2 Perceptrons, thresholds and logic
#
# **What you will be able to do**
#
# - say what a threshold unit has in common with a neuron of the brain, and what it does not;
# - choose weights and bias so that a unit computes AND, OR or NAND, and build an adder from NANDs alone;
# - train a unit with the perceptron rule, and give an upper bound for its number of mistakes;
# - say when the weights of a perceptron, and those of logistic regression, stop growing;
# - prove that no single unit computes XOR, and write down a network for any truth table.
#
# The unit of this lecture is Lecture 1's neuron with a threshold as its activation. It answers yes or no.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

from lectures.figures import panels
from lectures.widgetkit import style
from lectures.widgets.w04_perceptron import WIDGET as W04
from lectures.widgets.w05a_gate_board import WIDGET as W05a
from reference_solution.activations.identity_and_step import step_derivative
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.linear.decision_boundary import boundary_distance
from reference_solution.linear.least_squares import add_bias
from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.linear.perceptron import novikoff_bound, perceptron_fit, perceptron_loss
from reference_solution.logic.boolean import boolean_inputs, dnf_compile
from reference_solution.logic.nand import nand_net, ripple_adder, run_nand_net
from reference_solution.logic.separability import is_linearly_separable
from reference_solution.logic.spiking import leaky_integrate
from reference_solution.logic.threshold import gate, step, threshold_forward
from reference_solution.losses.regression_and_classification import bce_with_logits

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## It fires or it does not (6 min)
#
# <!-- syllabus: S0-02 S2-21 S4-04 -->
# A nerve cell collects charge from its inputs and loses some of it all the time. When its voltage passes a threshold,
# it fires and starts again. A simple model has a voltage $v$, an inflow $i$, a threshold $\theta$, and a factor $\rho$,
# the part of the voltage that is kept in each time step:
#
# $$v \leftarrow \rho\, v + i, \qquad \text{fire and set } v = 0 \text{ when } v > \theta.$$
#
# With a constant inflow the voltage rises towards $i / (1 - \rho)$, and not beyond. So the cell fires again and again
# if $i > \theta (1 - \rho)$, and never otherwise. A threshold unit with the input $i$, the weight 1 and the bias
# $-\theta (1 - \rho)$, here −0.8, tells the two apart: its output is 1 if the cell fires, and 0 if it does not.

# %% spikes
leak, threshold = 0.5, 1.6
flows = np.linspace(0, 2, 201)
spikes = [leaky_integrate(np.full(60, flow), leak, threshold).sum() for flow in flows]
axes = panels(height=2.6)
axes.plot(flows, spikes, color=style.BLUE)
axes.plot(flows, 60 * step(flows - threshold * (1 - leak)), "--", color=style.VERMILION)
axes.text(1.15, 34, "the cell", color=style.BLUE)
axes.text(0.76, 53, "the unit: yes or no", ha="right", color=style.VERMILION)
axes.set(xlabel="inflow i", ylabel="spikes in 60 steps")
plt.show()

# %% [markdown]
# Above 0.8 the cell's answer is *how often* it fires; the unit's answer is only *yes*. For a real cell it also matters
# **when** its inputs arrive, and it does not learn as our networks do. These units are inspired by cells, no more. From
# here on, a neuron is a formula.
#
# <!-- syllabus: S0-10 -->
# The formula, for inputs $x$, weights $w$ and bias $b$:
#
# $$h = \mathrm{step}(x \cdot w + b), \qquad \mathrm{step}(z) = 1 \text{ if } z > 0, \text{ else } 0.$$
#
# At exactly $z = 0$ the unit does not fire. That is a convention; good weights do not depend on it.

# %% step
x, w, b = np.array([[0.5, 2.0], [1.0, -1.0], [3.0, 1.0]]), np.array([1.0, -2.0]), -1.0
assert np.array_equal(x @ w + b, [-4.5, 2, 0])
assert np.array_equal(step(x @ w + b), [0, 1, 0])

# %% [markdown]
# ## Two weights and a bias make a gate (8 min)
#
# <!-- syllabus: S1-09 -->
# Feed the unit zeros and ones, and it is a logic gate. NAND, "not both", has the weights $(-2, -2)$ and the bias 3:
#
# $$\mathrm{NAND}(x_1, x_2) = \mathrm{step}(-2 x_1 - 2 x_2 + 3)$$
#
# | $x_1, x_2$ | $z$ | NAND |
# |---|---|---|
# | 0, 0 | 3 | 1 |
# | 0, 1 | 1 | 1 |
# | 1, 0 | 1 | 1 |
# | 1, 1 | −1 | 0 |

# %% nand
inputs = boolean_inputs(2)
w, b = gate("nand")
assert np.array_equal(inputs @ w + b, [3, 1, 1, -1])
assert np.array_equal(step(inputs @ w + b), [1, 1, 1, 0])
assert np.array_equal(step(inputs @ (w / 3) + b / 3), step(inputs @ w + b))

# %% [markdown]
# If all three numbers are multiplied by the same positive number, the gate stays the same: only the line $x \cdot w + b
# = 0$ counts, and the side on which the unit fires. In the demo you set the three numbers yourself. The bar is the
# **hinge loss** of Lecture 1, summed over the four rows of the truth table. When it is zero, all four margins are at
# least 1, and the gate is right.

# %% W05a
W05a.show()

# %% [markdown]
# Have you found AND, OR and NAND? Now choose **XOR** and try to bring the loss below the dashed line. Note your best
# three numbers; a later section explains what you find.
#
# ## Everything from NANDs (8 min)
#
# <!-- syllabus: S1-10 S0-04 E10 -->
# Every logic gate can be built from NANDs, and each NAND is one of our units. XOR needs four of them:
#
# $$c = \mathrm{NAND}(a, b) \qquad d = \mathrm{NAND}(a, c) \qquad e = \mathrm{NAND}(c, b) \qquad
# \mathrm{XOR}(a, b) = \mathrm{NAND}(d, e)$$
#
# NOT takes one NAND, AND two, OR three; a half adder takes five, and a full adder nine.

# %% from_nand
for name, table in {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "xor": (0, 1, 1, 0)}.items():
    gates, outputs = nand_net(name)
    assert np.array_equal(run_nand_net(gates, outputs, inputs)[:, 0], table)
parts = ("not", "and", "or", "xor", "half adder", "full adder")
assert [len(nand_net(name)[0]) for name in parts] == [1, 2, 3, 4, 5, 9]
assert nand_net("xor")[0] == [(0, 1), (0, 2), (1, 2), (3, 4)]  # wires 0 and 1 are the inputs, each gate adds one

# %% [markdown]
# A half adder adds two bits, a full adder three. One half adder and three full adders, each passing its carry to the
# next, add numbers of four bits: $5 + 3 \cdot 9 = 32$ units. There are only 256 pairs of such numbers, and the cell
# tries them all.

# %% adder
gates, outputs = ripple_adder(4)
pairs = boolean_inputs(8)  # the bits of both numbers, lowest first
powers = 2.0 ** np.arange(5)
sums = run_nand_net(gates, outputs, pairs) @ powers
wanted = pairs[:, :4] @ powers[:4] + pairs[:, 4:] @ powers[:4]
assert (len(gates), len(pairs)) == (32, 256)
assert np.array_equal(sums, wanted)

# %% [markdown]
# So *networks* of threshold units can compute every logic function, as computer chips do. One unit alone cannot even
# compute XOR, as you have probably noticed in the demo.
#
# ## Learning from mistakes (12 min)
#
# <!-- syllabus: S1-11 S1-13 -->
# So far we chose the weights ourselves. Now they are learned from examples, with features $x$ (one of them the constant
# 1, so that the bias is a weight like the others) and labels $y = \pm 1$. The **perceptron loss** is zero if the score
# $s$ has the right sign, and its size otherwise:
#
# $$\ell(s, y) = \max(0, -y s), \qquad s = x \cdot w, \qquad \frac{d\ell}{dw} = -y\,x \text{ on a mistake, else } 0$$

# %% perceptron_loss
x, w, y = np.array([1.0, 2.0, 1.0]), np.array([0.5, -1.0, 0.2]), 1.0
h = 1e-6
slopes = [(max(0, -y * (x @ (w + h * e))) - max(0, -y * (x @ (w - h * e)))) / (2 * h) for e in np.eye(3)]
assert np.isclose(perceptron_loss(np.array([x @ w]), np.array([y]))[0], -y * (x @ w))
assert np.allclose(slopes, -y * x)

# %% [markdown]
# A score of exactly 0 **counts as a mistake**, although its loss is 0. Otherwise $w = 0$, where we start, would be
# perfect, and nothing would be learned. The **perceptron rule** is gradient descent with step 1, one example at a time.
# For each example in turn, if $y\,(x \cdot w) \le 0$, then
#
# $$w \leftarrow w + y\, x.$$
#
# Here it learns OR. It makes nine mistakes, and the weights are the sum of the examples of these mistakes, each
# multiplied by its label: $w = (2, 2)$, and $-1$ for the bias.

# %% learn_or
X = add_bias(inputs)
y = np.array([-1, 1, 1, 1])
w, mistakes, converged = perceptron_fit(X, y, max_epochs=50)
assert np.array_equal(w, sum(y[i] * X[i] for i in mistakes))
assert len(mistakes) == 9
assert np.array_equal(w, [2, 2, -1])

axes = panels(height=3.4)
line = np.array([-0.5, 1.5])
for m, w in enumerate(np.cumsum(y[mistakes, None] * X[mistakes], axis=0), start=1):
    if w[1] != 0:  # else there is no boundary that crosses the figure
        colour = style.GREEN if m == len(mistakes) else style.GREY
        axes.plot(line, -(w[0] * line + w[2]) / w[1], color=colour, alpha=m / len(mistakes))
for label, colour in ((-1, style.BLUE), (1, style.VERMILION)):
    axes.plot(*inputs[y == label].T, "o", color=colour, markersize=14)
axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
axes.set_title("boundaries after each mistake; green: the last", pad=14)
plt.show()

# %% [markdown]
# <!-- syllabus: S1-15 -->
# Does it ever stop? Let $R$ be the length of the longest example. Suppose that some $w^*$ of length 1 separates the
# data with a margin $\gamma > 0$: $y\,(x \cdot w^*) \ge \gamma$ for every example. A mistake changes $w$ to $w + y x$.
# This has two effects:
#
# - $w \cdot w^*$ grows by at least $\gamma$, since $y\,(x \cdot w^*) \ge \gamma$.
# - $|w|^2$ grows by at most $R^2$, since $|w + yx|^2 = |w|^2 + 2y\,(x \cdot w) + |x|^2$, and the middle term is not
#   positive on a mistake.
#
# After $m$ mistakes, and because $w \cdot w^* \le |w|$,
#
# $$m\,\gamma \;\le\; |w| \;\le\; R \sqrt m \qquad\Longrightarrow\qquad m \le (R/\gamma)^2.$$
#
# The curve $R \sqrt m$ grows more slowly than the line $m \gamma$. Where they meet, no further mistake is possible
# (Novikoff, 1962). Step through it, then drag points.

# %% W04
W04.show()

# %% [markdown]
# The proof holds for all separable data, in any order. Here are 200 random data sets in two to ten dimensions,
# separable by construction. All runs stop within the bound, most of them long before it:

# %% novikoff
rng = np.random.default_rng(0)
shares = []
for _ in range(200):
    n = rng.integers(2, 11)
    secret = rng.normal(size=n)
    Z = rng.normal(size=(60, n))
    Z = Z[np.abs(Z @ secret) > 0.1 * np.linalg.norm(secret)]  # a gap, so that γ is not tiny
    labels = np.sign(Z @ secret)
    _, mistakes, converged = perceptron_fit(Z, labels, max_epochs=5000)
    shares.append(len(mistakes) / novikoff_bound(Z, labels, secret) if converged else np.inf)
assert max(shares) <= 1  # all have stopped, and within the bound
axes = panels(height=2.4)
axes.hist(shares, bins=np.geomspace(1e-3, 1, 31), color=style.BLUE)
axes.axvline(1, color=style.VERMILION, linestyle="--")
axes.text(0.85, 12, "the bound", ha="right", color=style.VERMILION)
axes.set(xscale="log", xlim=(1e-3, 1.3), xlabel="mistakes divided by the bound", ylabel="data sets")
plt.show()
assert np.median(shares) < 0.02

xor = np.array([-1, 1, 1, -1])
w, mistakes, converged = perceptron_fit(X, xor, max_epochs=1000)
assert (converged, len(mistakes)) == (False, 4 * 1000)
assert not w.any()

# %% [markdown]
# For XOR there is no bound, because no line separates it. The perceptron makes four mistakes in every round; then its
# weights are zero again, and the next round is the same, for ever. On any such data the mistakes never end, but the
# weights stay bounded (the *perceptron cycling theorem*). Note what the perceptron does *not* promise: a wide margin,
# the fewest mistakes on data that overlap, or a probability.
#
# ## A probability instead (7 min)
#
# <!-- syllabus: S3-01 -->
# Replace the step by a sigmoid, and the unit estimates $P(y = 1 \mid x) = \sigma(x\cdot w + b)$. Its boundary, where
# the probability is ½, is the same straight line. The score gives the distance of $x$ from it, with a sign for the
# side:
#
# $$\text{distance} = \frac{x \cdot w + b}{|w|}$$
#
# So the contours of the probability are lines **parallel** to the boundary. (Without a bias the
# line must go through the origin, unless a 1 stands among the features.)

# %% distance
w, b = np.array([3.0, 4.0]), -5.0
start = np.array([-0.2, 1.4])  # on the boundary, and clear of the labels
ticks = np.linspace(-1, 3, 100)
plane = np.stack(np.meshgrid(ticks, ticks), axis=-1)
axes = panels(height=3.4)
contours = axes.contour(ticks, ticks, sigmoid(plane @ w + b), (0.01, 0.1, 0.5, 0.9, 0.99), colors=style.BLUE)
axes.clabel(contours, use_clabeltext=True)  # which turns the labels to the slope that equal scales give the lines
axes.annotate("", start + w / 5, start, arrowprops={"arrowstyle": "-|>", "color": style.BLACK, "linewidth": 2})
axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
axes.set_title("P(y = 1 | x), and a step of length 1 along w", pad=14)
plt.show()
assert np.isclose(start @ w + b, 0)
assert np.isclose(boundary_distance((start + w / 5)[None], w, b)[0], 1.0)

# %% [markdown]
# <!-- syllabus: S1-14 -->
# Compare its loss with the perceptron loss. Some texts write it in two branches: $-ys + \log(1 + e^{ys})$ for $y = +1$
# and $\log(1+e^{-ys})$ for $y = -1$. Both are the same function of the margin $m = ys$, the logistic loss, since
#
# $$-m + \log(1 + e^{m}) = \log(1 + e^{-m}).$$
#
# It looks like the perceptron loss with its corner rounded off. But its slope, $-\sigma(-m)$, is never zero: even an
# example on the right side, however far away, goes on pulling.

# %% two_branches
s = np.linspace(-4, 4, 200)
ones = np.ones(200)
assert np.allclose(-s + np.log1p(np.exp(s)), logistic_loss_pm1(s, ones)[0])
assert np.allclose(np.log1p(np.exp(s)), logistic_loss_pm1(s, -ones)[0])
assert np.allclose(logistic_loss_pm1(s, ones)[1], -sigmoid(-s))
axes = panels(height=2.6)
axes.plot(s, logistic_loss_pm1(s, ones)[0], color=style.BLUE)
axes.plot(s, perceptron_loss(s, ones)[0], "--", color=style.VERMILION)
axes.text(1.2, 0.5, "logistic", color=style.BLUE)
axes.text(-3.9, 1.6, "perceptron", color=style.VERMILION)
axes.set(xlabel="margin m = y s", ylabel="loss")
plt.show()

# %% [markdown]
# <!-- syllabus: S1-16 E08 -->
# This has a consequence. If a line separates the classes, twice its weights have a smaller loss, four times a smaller
# one still, and so on.
#
# **Find the mistake.** "The likelihood can never be maximised by a finite $w$." This is true only sometimes. When?
#
# <details><summary>Answer</summary>
#
# It is true if the weights have no penalty, and some $u$ has $y\,(x\cdot u) \ge 0$ for every example and $> 0$ for at
# least one. The classes are then *linearly separable*, or they only touch. If every line has an example strictly on its
# wrong side, some finite $w$ is the best.
#
# </details>
#
# Here are four runs of gradient descent: separable data; the same data with a small penalty; the same with one label
# wrong; and two classes that touch, at $x = -1, 0, 0, 1$ with $y = -1, -1, 1, 1$. In which of them do the weights go on
# growing?


# %% weights_that_grow
def lengths(X, y, lam=0.0, steps=10000):
    """Length of w at every step of gradient descent on the mean logistic loss."""
    w, seen = np.zeros(X.shape[1]), []
    for _ in range(steps):
        w = w - 0.5 * (X.T @ logistic_loss_pm1(X @ w, y)[1] / len(y) + lam * w)
        seen.append(np.linalg.norm(w))
    return seen


D = np.random.default_rng(1).normal(size=(60, 2))
D = D[np.abs(D @ [1, 0.5]) > 0.8][:20]
labels = np.sign(D[:, 0] + 0.5 * D[:, 1])
turned = labels * np.where(np.arange(20) == np.argmax(np.abs(D @ [1, 0.5])), -1, 1)
axes = panels(height=3)
for name, args in {
    "separable": (D, labels),
    "a penalty of 0.01": (D, labels, 0.01),
    "one wrong label": (D, turned),
    "classes that touch": (np.array([[-1.0], [0.0], [0.0], [1.0]]), np.array([-1.0, -1.0, 1.0, 1.0])),
}.items():
    size = lengths(*args)
    axes.plot(np.arange(1, len(size) + 1), size)
    axes.text(12000, size[-1], name, va="center", color=axes.lines[-1].get_color())
axes.set(xscale="log", xlim=(1, 10000), xlabel="step t", ylabel="length of w")
plt.show()

# %% [markdown]
# In the first and the last. There $|w|$ grows like $\log\, t$: ten times as many steps always add about the same
# length. In practice, the penalty of Lecture 1 prevents it.
#
# ## What one unit cannot compute (6 min)
#
# <!-- syllabus: S3-02 S0-20 -->
# Data are **linearly separable** if some $w$ and $b$ give $x \cdot w + b > 0$ on one class and less than 0 on the
# other. For XOR we would need
#
# $$b \le 0, \qquad w_1 + b > 0, \qquad w_2 + b > 0, \qquad w_1 + w_2 + b \le 0.$$
#
# The sum of the two in the middle is $w_1 + w_2 + 2b > 0$; the sum of the outer two is $w_1 + w_2 + 2b \le 0$. Both
# cannot be true. This also explains your hinge loss. For all weights the four pre-activations satisfy
#
# $$z_{00} + z_{11} = z_{01} + z_{10}.$$
#
# If all four margins were 1, the left side would be at most $-2$ and the right side at least $2$. To close this gap of
# 4, the margins must fall short by 4 in total. So the hinge loss is at least 4; with all weights 0 it is exactly 4.

# %% xor_impossible
tried = rng.uniform(-3, 3, size=(100_000, 3))
z = tried @ add_bias(inputs).T
assert np.allclose(z @ [1, -1, -1, 1], 0)
losses = np.maximum(1 - z * [-1, 1, 1, -1], 0).sum(axis=1)
assert losses.min() > 4 - 1e-9

# %% [markdown]
# How many functions can one unit compute? The exact test of `is_linearly_separable` (it eliminates one weight after the
# other, as we just did with XOR) goes through all of them: with two inputs 14 of the 16 functions, with three inputs
# 104 of 256.

# %% how_many
for n, separable in ((2, 14), (3, 104)):
    X_n, tables = boolean_inputs(n), boolean_inputs(2**n)
    assert sum(is_linearly_separable(X_n, t) for t in tables) == separable

# %% [markdown]
# ## Any truth table in two layers (5 min)
#
# <!-- syllabus: S3-09 -->
# Two layers can compute every truth table. For each row whose output is 1, take a **hidden unit that fires for this row
# and no other**: weight $+1$ where the row has a 1, $-1$ where it has a 0, and as bias ½ minus the number of ones. The
# output unit is an OR of them. For XOR the hidden units are $\mathrm{step}(-x_1 + x_2 - \frac12)$, "$x_2$ but not
# $x_1$", and $\mathrm{step}(x_1 - x_2 - \frac12)$, "$x_1$ but not $x_2$".

# %% dnf
(W, b), (V, c) = dnf_compile(np.array([0, 1, 1, 0]))
assert np.array_equal(W, [[-1, 1], [1, -1]])
assert np.array_equal(b, [-0.5, -0.5])
assert np.array_equal(step(inputs @ W + b), [[0, 0], [1, 0], [0, 1], [0, 0]])
for table in boolean_inputs(8):  # all 256 functions of three inputs
    assert np.array_equal(step(threshold_forward(dnf_compile(table), boolean_inputs(3))).ravel(), table)

# %% [markdown]
# This takes up to $2^n$ hidden units, and one must know the whole table beforehand. It would be better to *learn* the
# hidden units from a few examples.
#
# ## A step cannot be trained (3 min)
#
# <!-- syllabus: S0-10 -->
# Can gradient descent learn them? Take three hidden steps, a sigmoid as output, and XOR as data. The step is flat on
# both sides, so its derivative is 0, and every gradient of the first layer is multiplied by this 0.

# %% stuck
t = np.array([[0.0], [1.0], [1.0], [0.0]])
W1, b1, W2, b2 = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=(3, 1)), np.zeros(1)
start = W1.copy()
for _ in range(1000):
    Z1 = inputs @ W1 + b1
    dz = bce_with_logits(step(Z1) @ W2 + b2, t)[1]
    dZ1 = dz @ W2.T * step_derivative(Z1)
    W2, b2 = W2 - step(Z1).T @ dz, b2 - dz.sum(axis=0)
    W1, b1 = W1 - inputs.T @ dZ1, b1 - dZ1.sum(axis=0)
print("after 1000 steps W1 has moved by", np.abs(W1 - start).max())

# %% [markdown]
# The last layer has changed, the first has not moved at all. Lecture 3 shows what good hidden units do, and Lecture 4
# what to use in place of the step.
#
# ## Three questions (3 min)
#
# **1.** You multiply all features by 10, the constant one too. What happens to the number of the perceptron's mistakes?
#
# <details><summary>Answer</summary>
# Nothing. The weights are a sum of examples, so they are ten times as long after each mistake, all scores are a hundred
# times as large, and their signs are the same. So the same mistakes happen. The bound does not change either: both $R$
# and $\gamma$ grow tenfold.
# </details>
#
# **2.** A colleague's perceptron with labels 0 and 1 never changes its weights on half of the examples. Why?
#
# <details><summary>Answer</summary>
# With $y = 0$ the product $y\,(x\cdot w)$ is 0, which counts as a mistake, but the correction $y\,x$ is zero. The rule
# needs the labels −1 and +1.
# </details>
#
# **3.** Your logistic regression reports weights of 35; yesterday, with half the steps, they were 31. Is it broken?
#
# <details><summary>Answer</summary>
# Probably the data are separable: then the length of the weights grows like the logarithm of the steps, and the
# likelihood has no maximum. Put a small penalty on the weights, and they stop growing.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Write the perceptron in five lines, and count its mistakes on AND with labels −1 and +1.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1.0]])  # a constant 1 for the bias
# y, w, mistakes = np.array([-1, -1, -1, 1]), np.zeros(3), 0
# for _ in range(20):
#     for x, label in zip(X, y):
#         if label * (x @ w) <= 0:
#             w, mistakes = w + label * x, mistakes + 1
# assert (y * (X @ w) > 0).all()
# assert 0 < mistakes < 20
# ```
#
# </details>
#
# **2.** Build XOR from four NANDs.
#
# <details><summary>Solution</summary>
#
# ```python
# nand = lambda a, b: int(a + b < 2)
# for a in (0, 1):
#     for b in (0, 1):
#         c = nand(a, b)
#         assert nand(nand(a, c), nand(c, b)) == (a != b)
# ```
#
# </details>
#
# **3.** Show by measurement that $x \cdot w + b = 0$ is at the distance $|b|/|w|$ from the origin.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# w, b = np.array([3.0, 4.0]), -10.0
# along = np.array([-4.0, 3.0]) / 5
# foot = -b * w / (w @ w)
# distances = [np.linalg.norm(foot + t * along) for t in np.linspace(-5, 5, 1001)]
# assert np.isclose(min(distances), abs(b) / np.linalg.norm(w))
# ```
#
# </details>
#
# ## In short
#
# - A threshold unit fires if $x\cdot w + b > 0$; its boundary is a line, at the distance $(x\cdot w + b)/|w|$ from $x$.
# - AND, OR, NOT and NAND are one unit each; networks of NANDs compute every Boolean function.
# - The perceptron adds $y\,x$ at each mistake and makes at most $(R/\gamma)^2$ of them, if some line has the margin
#   $\gamma$.
# - The logistic loss is the perceptron loss with its corner rounded off; on separable data, without a penalty, its
#   weights grow for ever.
# - XOR is not linearly separable: no single unit computes it.
#
# ## History and reading
#
# McCulloch and Pitts (1943) built logic from threshold units; Rosenblatt (1958) let one learn; Novikoff (1962) proved
# the bound; Minsky and Papert (1969) showed what a single layer cannot do.
#
# - F. Rosenblatt, *The perceptron: a probabilistic model*, 1958
# - A. Novikoff, *On convergence proofs on perceptrons*, 1962
# - M. Minsky, S. Papert, *Perceptrons*, 1969
# - Y. Freund, R. Schapire, *Large margin classification using the perceptron algorithm*, 1999
# - M. Nielsen, *Neural Networks and Deep Learning*, chapter 1 (online)
#
# ## Where it leads
#
# `perceptron_fit` and the logistic loss belong to the assignment `p1_linear_models`; gates, adders, separability and
# truth tables to `p2_logic`. Next, Lecture 3 looks at what hidden units do to the plane.
