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
# - say what a threshold unit has in common with a neuron of the brain, and what it has not;
# - set three numbers so that a unit is AND, OR or NAND, and build an adder of NANDs alone;
# - teach a unit from its own mistakes, and say beforehand how many of them it can make;
# - tell when the weights of a perceptron, and those of logistic regression, come to rest;
# - prove that no single unit is XOR, and write down a network for any truth table.
#
# The unit of this lecture is Lecture 1's neuron with the hardest of activations. It says yes or no, and nothing else.

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
# A nerve cell gathers voltage from what flows in, loses some of it all the time, and fires when the voltage passes a
# threshold; then it begins again. As a toy with one voltage $v$, an inflow $i$, a threshold $\theta$ and a share
# $\rho$ of the voltage that survives each moment:
#
# $$v \leftarrow \rho\, v + i, \qquad \text{fire and set } v = 0 \text{ when } v > \theta.$$
#
# A steady inflow lifts the voltage towards $i / (1 - \rho)$, and not beyond. So the cell fires now and then if
# $i > \theta (1 - \rho)$, and never otherwise. That is a threshold unit whose bias is $-\theta (1 - \rho)$, here −0.8:

# %% spikes
leak, threshold = 0.5, 1.6
flows = np.linspace(0, 2, 201)
spikes = [leaky_integrate(np.full(60, flow), leak, threshold).sum() for flow in flows]
axes = panels(height=2.6)
axes.plot(flows, spikes, color=style.BLUE)
axes.plot(flows, 60 * step(flows - threshold * (1 - leak)), "--", color=style.VERMILION)
axes.text(1.15, 34, "the cell", color=style.BLUE)
axes.text(0.76, 53, "the unit: yes or no", ha="right", color=style.VERMILION)
axes.set(xlabel="inflow i", ylabel="spikes in 60 moments")
plt.show()

# %% [markdown]
# Above 0.8 the cell says *how often*, the unit says only *yes*. A real cell also cares **when** its inputs come, and
# it does not learn the way our networks will. So be careful with the likeness: these units are loosely inspired by
# cells, no more. From here on, a neuron is a formula.
#
# <!-- syllabus: S0-10 -->
# The formula, for inputs $x$, weights $w$ and bias $b$:
#
# $$h = \mathrm{step}(x \cdot w + b), \qquad \mathrm{step}(z) = 1 \text{ if } z > 0, \text{ else } 0.$$
#
# At $z = 0$ exactly the unit is silent. That is a convention; good weights never depend on it.

# %% step
x, w, b = np.array([[0.5, 2.0], [1.0, -1.0], [3.0, 1.0]]), np.array([1.0, -2.0]), -1.0
print("z:", x @ w + b, " step:", step(x @ w + b))

# %% [markdown]
# ## Two weights and a bias make a gate (8 min)
#
# <!-- syllabus: S1-09 -->
# Feed the unit zeros and ones, and it is a logic gate. NAND, "not both", has the weights $(-2, -2)$ and the bias 3:
#
# $$\mathrm{NAND}(x_1, x_2) = \mathrm{step}(-2 x_1 - 2 x_2 + 3)$$

# %% nand
inputs = boolean_inputs(2)
w, b = gate("nand")
for x in inputs:
    z = x @ w + b
    print(f"{x[0]:.0f} {x[1]:.0f}:  z = {z:+.0f}  NAND = {step(z):.0f}")
assert np.array_equal(step(inputs @ (w / 3) + b / 3), step(inputs @ w + b))

# %% [markdown]
# Every positive multiple of the three numbers is the same gate: only the line $x \cdot w + b = 0$ counts, and on which
# side of it the unit fires. On the board below you set the three numbers yourself. The bar is the **hinge loss** of
# Lecture 1: for each of the four rows what its margin lacks to 1. At zero the gate is right, with room to spare.

# %% W05a
W05a.show()

# %% [markdown]
# Found all of them? Now set the board to **XOR** and try to bring the loss below the dashed line. Keep your best
# three numbers; a later section says what you were up against.
#
# ## Anything, out of NANDs (8 min)
#
# <!-- syllabus: S1-10 S0-04 E10 -->
# Chip makers know that NAND is enough: each gate below is made of NANDs only, and each NAND is one of our units. The
# inputs are the first wires, counted from 0; each pair names the two wires that a NAND reads, and its answer is the
# next wire.

# %% from_nand
for name, table in {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "xor": (0, 1, 1, 0)}.items():
    gates, outputs = nand_net(name)
    assert np.array_equal(run_nand_net(gates, outputs, inputs)[:, 0], table)
parts = ("not", "and", "or", "xor", "half adder", "full adder")
print("NANDs:", {name: len(nand_net(name)[0]) for name in parts}, " xor:", nand_net("xor")[0])

# %% [markdown]
# Two bits are added by five NANDs, three bits by nine. Chain one of the first and three of the second, carry by carry,
# and four-bit numbers add up: 32 units that each know nothing but "not both". There are only 256 pairs, so try them
# all.

# %% adder
gates, outputs = ripple_adder(4)
pairs = boolean_inputs(8)  # the bits of both numbers, lowest first
powers = 2.0 ** np.arange(5)
sums = run_nand_net(gates, outputs, pairs) @ powers
wanted = pairs[:, :4] @ powers[:4] + pairs[:, 4:] @ powers[:4]
print(f"{len(gates)} NANDs; pairs added rightly: {np.sum(sums == wanted)} of {len(pairs)}")

# %% [markdown]
# So *networks* of perceptrons can compute whatever a computer can. One perceptron alone cannot even be XOR, as you
# have probably noticed on the board.
#
# ## Learning from mistakes (12 min)
#
# <!-- syllabus: S1-11 S1-13 -->
# So far we set the weights. Let examples do it: features $x$ (with a constant 1 among them, so that the bias is a
# weight like the others) and labels $y = \pm 1$. A score on the right side costs nothing, one on the wrong side its
# size:
#
# $$\ell(s, y) = \max(0, -y s), \quad s = x \cdot w \qquad\quad \frac{d\ell}{dw} = -y\,x \text{ on a mistake, else } 0$$

# %% perceptron_loss
x, w, y = np.array([1.0, 2.0, 1.0]), np.array([0.5, -1.0, 0.2]), 1.0
h = 1e-6
slopes = [(max(0, -y * (x @ (w + h * e))) - max(0, -y * (x @ (w - h * e)))) / (2 * h) for e in np.eye(3)]
assert np.isclose(perceptron_loss(np.array([x @ w]), np.array([y]))[0], -y * (x @ w))
assert np.allclose(slopes, -y * x)

# %% [markdown]
# A score of exactly 0 **counts as a mistake**, though it costs nothing. Else the start $w = 0$ would be perfect, and
# nothing would ever be learned. The rule is then gradient descent with step 1, one example at a time:
#
# $$\text{for each example in turn: if } y\, (x \cdot w) \le 0, \text{ then } w \leftarrow w + y\, x.$$
#
# Here it learns OR. The weights are nothing but the sum of the mistaken examples, each with its label as a sign.

# %% learn_or
X = add_bias(inputs)
y = np.array([-1, 1, 1, 1])
w, mistakes, converged = perceptron_fit(X, y, max_epochs=50)
assert np.array_equal(w, sum(y[i] * X[i] for i in mistakes))
print("mistaken rows, in order:", mistakes, " weights at the end:", w)

axes = panels(height=3.4)
line = np.array([-0.5, 1.5])
for m, w in enumerate(np.cumsum(y[mistakes, None] * X[mistakes], axis=0), start=1):
    if w[1] != 0:  # else there is no boundary that crosses the figure
        axes.plot(line, -(w[0] * line + w[2]) / w[1], color=style.BLACK, alpha=m / len(mistakes))
for label, colour in ((-1, style.BLUE), (1, style.VERMILION)):
    axes.plot(*inputs[y == label].T, "o", color=colour, markersize=14)
axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
axes.set_title("boundaries, from the first mistake (pale) to the last")
plt.show()

# %% [markdown]
# <!-- syllabus: S1-15 -->
# Will it ever stop? Let $R$ be the length of the longest example, and let some $w^*$ of length 1 keep every example at
# least $\gamma > 0$ on its right side, $y\,(x \cdot w^*) \ge \gamma$. A mistake changes $w$ to $w + y x$. This brings
# $w$ at least $\gamma$ further along $w^*$; and it adds at most $R^2$ to $|w|^2$, for $|w + yx|^2 = |w|^2 +
# 2y\,(x \cdot w) + |x|^2$, and the middle term is not positive on a mistake. After $m$ mistakes
#
# $$m\,\gamma \;\le\; |w| \;\le\; R \sqrt m \qquad\Longrightarrow\qquad m \le (R/\gamma)^2.$$
#
# The line $m \gamma$ overtakes the curve $R \sqrt m$, and before it does all mistakes have been made (Novikoff, 1962).
# Step through it, then drag points.

# %% W04
W04.show()

# %% [markdown]
# The proof holds for all separable data in any order. Random data, separable by construction, in two to ten dimensions:

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
axes.hist(shares, bins=np.linspace(0, 1, 51), color=style.BLUE)
axes.set(xlim=(0, 1), xlabel="mistakes made, as a part of the bound", ylabel="data sets")
plt.show()

xor = np.array([-1, 1, 1, -1])
w, mistakes, converged = perceptron_fit(X, xor, max_epochs=1000)
print(f"XOR, 1000 rounds: done {converged}, {len(mistakes)} mistakes, weights {w}")

# %% [markdown]
# Most data are far kinder than the bound. On XOR there is none: four mistakes in every round, and after them the
# weights are back at zero. It goes round in a circle, for ever. Note what the perceptron does *not* promise: a wide
# margin, the fewest mistakes on data that overlap, or a probability.
#
# ## A probability instead (7 min)
#
# <!-- syllabus: S3-01 -->
# Replace the step by a sigmoid, and the unit estimates $P(y = 1 \mid x) = \sigma(x\cdot w + b)$. Its boundary,
# probability ½, is the same straight line, and the score says how far away it is (with a sign for the side):
#
# $$\text{distance} = \frac{x \cdot w + b}{|w|}$$
#
# So the contours of the probability are lines **parallel** to the boundary. (Without a bias the
# line must go through the origin, unless a 1 stands among the features.)

# %% distance
w, b = np.array([3.0, 4.0]), -5.0
ticks = np.linspace(-1, 3, 100)
plane = np.stack(np.meshgrid(ticks, ticks), axis=-1)
axes = panels(height=3.4)
contours = axes.contour(ticks, ticks, sigmoid(plane @ w + b), (0.01, 0.1, 0.5, 0.9, 0.99), colors=style.BLUE)
axes.clabel(contours)
axes.annotate("", b * -w / (w @ w) + w / 5, b * -w / (w @ w), arrowprops={"arrowstyle": "-|>", "linewidth": 2})
axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
axes.set_title("P(y = 1 | x), and a step of length 1 along w", pad=14)
plt.show()
assert np.isclose(boundary_distance((b * -w / (w @ w) + w / 5)[None], w, b)[0], 1.0)

# %% [markdown]
# <!-- syllabus: S1-14 -->
# Set it beside the perceptron's loss, in two branches: $-ys + \log(1 + e^{ys})$ for $y = +1$ and
# $\log(1+e^{-ys})$ for $y = -1$. The branches are one function of the margin $m = ys$, the logistic loss, for
#
# $$-m + \log(1 + e^{m}) = \log(1 + e^{-m}).$$
#
# It is the perceptron's loss with its corner rounded off: never zero, so it never stops pulling.

# %% two_branches
s = np.linspace(-4, 4, 200)
ones = np.ones(200)
assert np.allclose(-s + np.log1p(np.exp(s)), logistic_loss_pm1(s, ones)[0])
assert np.allclose(np.log1p(np.exp(s)), logistic_loss_pm1(s, -ones)[0])
axes = panels(height=2.6)
axes.plot(s, logistic_loss_pm1(s, ones)[0], color=style.BLUE)
axes.plot(s, perceptron_loss(s, ones)[0], "--", color=style.VERMILION)
axes.text(1.2, 0.5, "logistic", color=style.BLUE)
axes.text(-3.9, 1.6, "perceptron", color=style.VERMILION)
axes.set(xlabel="margin m = y s", ylabel="loss")
plt.show()

# %% [markdown]
# <!-- syllabus: S1-16 E08 -->
# A loss that is never zero has a consequence. If a line separates the classes, then twice its weights fit better still,
# and so on.
#
# **Find the mistake.** "The likelihood can never be maximised by a finite $w$." When is that true?
#
# <details><summary>Answer</summary>
#
# If no penalty is put on the weights, and some $u$ has $y\,(x\cdot u) \ge 0$ for every example and $> 0$ for at least
# one. The classes are then *linearly separable*, or they only touch. If every line makes mistakes, the best $w$ is
# finite.
#
# </details>
#
# Four runs of gradient descent: separable data; the same with a small penalty; one label turned round; and two classes
# that touch, at $x = -1, 0, 0, 1$ with $y = -1, -1, 1, 1$. Which lengths go on growing?


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
    "one label turned": (D, turned),
    "classes that touch": (np.array([[-1.0], [0.0], [0.0], [1.0]]), np.array([-1.0, -1.0, 1.0, 1.0])),
}.items():
    size = lengths(*args)
    axes.plot(np.arange(1, len(size) + 1), size)
    axes.text(12000, size[-1], name, va="center", color=axes.lines[-1].get_color())
axes.set(xscale="log", xlim=(1, 10000), xlabel="step t", ylabel="length of w")
plt.show()

# %% [markdown]
# Each tenfold of time adds about the same: $|w|$ grows like $\log\, t$ with the step $t$. In practice the cure is the
# penalty of Lecture 1.
#
# ## What one unit cannot be (6 min)
#
# <!-- syllabus: S3-02 S0-20 -->
# Data are **linearly separable** if some $w$ and $b$ give $x \cdot w + b > 0$ on one class and $< 0$ on the other. For
# XOR, what would be needed is
#
# $$b \le 0, \qquad w_1 + b > 0, \qquad w_2 + b > 0, \qquad w_1 + w_2 + b \le 0$$
#
# (a unit may even be at 0 where it should be silent). Add the two in the middle: $w_1 + w_2 + 2b > 0$. Add the outer
# two: $w_1 + w_2 + 2b \le 0$. The same number cannot be both. That was also your hinge loss: whatever the weights, the
# four $z$ obey
#
# $$z_{00} + z_{11} = z_{01} + z_{10},$$
#
# and four margins of 1 would make one side at most $-2$ and the other at least $+2$. So the hinge loss is 4 at least.

# %% xor_impossible
tried = rng.uniform(-3, 3, size=(100_000, 3))
z = tried @ add_bias(inputs).T
assert np.allclose(z @ [1, -1, -1, 1], 0)
losses = np.maximum(1 - z * [-1, 1, 1, -1], 0).sum(axis=1)
print(f"least hinge loss for XOR, of 100000 tried: {losses.min():.6f}")

# %% [markdown]
# How many functions *are* one unit? The exact test of `is_linearly_separable` (it eliminates one weight after the
# other, as we just did with XOR) can go through all of them:

# %% how_many
for n in (2, 3):
    X_n, tables = boolean_inputs(n), boolean_inputs(2**n)
    print(f"{n} inputs: {sum(is_linearly_separable(X_n, t) for t in tables)} of {len(tables)} functions are one unit")

# %% [markdown]
# ## Any truth table in two layers (5 min)
#
# <!-- syllabus: S3-09 -->
# What one unit cannot be, two layers can, for every truth table. Give each row that says 1 a **hidden unit that fires
# there and nowhere else**: weight $+1$ where the row has a 1, $-1$ where it has a 0, and a bias of ½ minus the number
# of ones. Then take the OR. For XOR the two units are "not $x_1$, but $x_2$" and the reverse:

# %% dnf
(W, b), (V, c) = dnf_compile(np.array([0, 1, 1, 0]))
print("hidden units for XOR, a column each:", W.tolist(), "biases", b)
print("what they say:", step(inputs @ W + b).tolist(), "OR:", step(step(inputs @ W + b) @ V + c).ravel())

X3 = boolean_inputs(3)
right = [np.array_equal(step(threshold_forward(dnf_compile(t), X3)).ravel(), t) for t in boolean_inputs(8)]
print(f"three inputs: {sum(right)} of {len(right)} functions compiled rightly")

# %% [markdown]
# This takes up to $2^n$ hidden units, and the whole table must be known beforehand. One would rather have the hidden
# units *learned*, from few examples.
#
# ## Why the step must go (3 min)
#
# <!-- syllabus: S0-10 -->
# Learned how? Let gradient descent try it: hidden steps, a sigmoid at the end, XOR as data. The step is flat on both
# sides, so its derivative is 0, and everything that should go back through it is multiplied by that.

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
# The last layer learned what it could; the first has not moved at all. Lecture 3 shows what good hidden units are,
# Lecture 4 what to put in place of the step.
#
# ## Three questions (3 min)
#
# **1.** You multiply all features by 10, the constant one too. What happens to the number of the perceptron's mistakes?
#
# <details><summary>Answer</summary>
# Nothing. Both $R$ and $\gamma$ grow tenfold, so the bound stays; and the weights, a sum of mistaken examples, are ten
# times as long after each mistake, with the same signs of all scores. The very same examples are mistaken.
# </details>
#
# **2.** A colleague's perceptron with labels 0 and 1 never changes its weights on half of the examples. Why?
#
# <details><summary>Answer</summary>
# With $y = 0$ the product $y\,(x\cdot w)$ is 0, which counts as a mistake, and the correction $y\,x$ is zero as well.
# The rule is made for the labels −1 and +1.
# </details>
#
# **3.** Your logistic regression reports weights of 35; yesterday, with half the steps, they were 31. Is it broken?
#
# <details><summary>Answer</summary>
# Probably the data are separable: then the length of the weights grows like the logarithm of the steps, and the
# likelihood has no highest point. Put a small penalty on the weights, and they come to rest.
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
# - The logistic loss is the perceptron's with its corner rounded off; without a penalty its weights grow for ever on
#   separable data.
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
