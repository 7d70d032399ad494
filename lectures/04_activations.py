# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4 Activations
#
# **What you will be able to do**
#
# - name ten activations, draw each with its slope, and say which are bounded, positive, flat, or bent at a point;
# - compute each of them, and its slope, without overflow for any input;
# - say from mean and standard deviation of the pre-activations how many units will let a gradient through;
# - tell a dead ReLU from a sleeping one, and know what kills it and what may wake it;
# - find the slip in a derivative by a test that can find it.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

from course.data.rendered_digits import rendered_digits
from lectures.figures import WIDTH, panels
from lectures.widgetkit import style
from lectures.widgets.w08_activations import WIDGET as W08
from lectures.widgets.w09_swish_and_gelu import WIDGET as W09
from lectures.widgets.w09_swish_and_gelu import gelu_by_tanh
from lectures.widgets.w10_dying_relus import WIDGET as W10
from reference_solution.activations.activation_table import ELEMENTWISE
from reference_solution.activations.gelu import gelu, gelu_derivative, normal_cdf
from reference_solution.activations.maxout import maxout, maxout_backward, maxout_forward
from reference_solution.activations.relu_family import elu, elu_derivative, leaky_relu, relu
from reference_solution.activations.sigmoid_family import sigmoid, sigmoid_derivative, softplus, tanh, tanh_derivative
from reference_solution.activations.swish import swish, swish_derivative
from reference_solution.logic.threshold import step
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward
from reference_solution.training.dead_units import active_share, dead_units
from reference_solution.training.mlp_training import train

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True, linewidth=110)


def slope_of(f, z, h=1e-5):
    """Central differences: the judge of every derivative on this page."""
    return (f(z + h) - f(z - h)) / (2 * h)


# %% [markdown]
# ## What an activation is for (5 min)
#
# <!-- syllabus: S4-09 S2-09 -->
# A layer is a sum of products, $z = x \cdot w + b$, and then a function of that one number, $a = f(z)$. The function
# has two jobs, and they pull in different directions.
#
# - **Forward, it must not be linear.** A stack of layers with $f(z) = z$ is one layer (Lecture 6 computes which).
# - **Backward, it must let the gradient through.** In training, the gradient (the derivative of the cost, Lecture 9)
#   arrives at $a$ and is passed on to $z$ multiplied by the slope $f'(z)$. Where the slope is zero, nothing below
#   learns anything from that example through this unit.
#
# So look at every activation twice: at the curve, and at its slope. Here are ten. The second cell compares each slope
# with central differences at 1000 places away from kinks.

# %% gallery
curve = np.linspace(-4, 4, 401)
figure, rows = plt.subplots(5, 2, figsize=(WIDTH, 9), sharex=True, sharey=True, layout="constrained")
for axes, (name, (f, slope)) in zip(rows.flat, ELEMENTWISE.items(), strict=True):
    axes.plot(curve, f(curve), color=style.BLUE)
    axes.plot(curve, slope(curve), "--", color=style.VERMILION, linewidth=1.5)
    axes.set(title=name.replace("_", " "), ylim=(-1.5, 2.5))
figure.suptitle("activation (blue) and slope (dashed)")
plt.show()

# %% judged
z = np.random.default_rng(0).uniform(-6, 6, size=1000)
z = z[np.abs(z) > 1e-3]
for f, slope in ELEMENTWISE.values():
    assert np.max(np.abs(slope(z) - slope_of(f, z))) < 1e-8

# %% [markdown]
# <!-- syllabus: S2-10 -->
# Compare them. *Bounded*: step and sigmoid in 0 to 1, tanh in −1 to 1; an output that must be a
# probability needs this. *Never negative*: step, sigmoid, ReLU, softplus. *Bounded below, unbounded above*: ReLU and
# all its relatives but the leaky one. *Slope above 1*: only swish and GELU, by about a tenth.

# %% [markdown]
# ## Two extremes: line and step (5 min)
#
# <!-- syllabus: S0-10 E17 -->
# The identity passes everything on, in both directions, and bends nothing. The hard threshold, 1 if $z > 0$ and else 0,
# bends as sharply as one can, and passes nothing back: its slope is 0 wherever it has one. Lecture 2 saw its first
# layer stand still. Here again, XOR and 500 steps downhill from the same initial weights, with four steps and with four
# tanhs:

# %% step_stands_still
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
T = np.array([[0.0], [1], [1], [0]])
for name in ("step", "tanh"):
    f, slope = ELEMENTWISE[name]
    rng = np.random.default_rng(0)
    W1, b1, W2, b2 = rng.normal(size=(2, 4)), rng.normal(size=4), rng.normal(size=(4, 1)), np.zeros(1)
    start = W1.copy()
    for _ in range(500):
        Z1 = X @ W1 + b1
        dZ2 = (sigmoid(f(Z1) @ W2 + b2) - T) / 4
        dZ1 = dZ2 @ W2.T * slope(Z1)  # gradient of z = gradient of a, times the slope
        W2, b2, W1, b1 = W2 - f(Z1).T @ dZ2, b2 - dZ2.sum(0), W1 - X.T @ dZ1, b1 - dZ1.sum(0)
    answers = sigmoid(f(X @ W1 + b1) @ W2 + b2).ravel()
    print(f"{name:5} first weights moved by {np.abs(W1 - start).max():.3f}, answers {answers}")

# %% [markdown]
# With the step the network has to make do with the four features it was born with. With tanh it learns XOR.
#
# The step is not the sign: the sign takes the values −1, 0 and 1; the step is $(\mathrm{sign}(z) + 1)/2$ away from 0.
# At 0 this course takes 0.

# %% step_or_sign
z = np.array([-2.0, 3.0])
assert np.array_equal(step(z), (np.sign(z) + 1) / 2)

# %% [markdown]
# ## Sigmoid and tanh (9 min)
#
# <!-- syllabus: S0-11 -->
# Soften the step, and it has a slope. The **logistic sigmoid** and what is worth knowing of it:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}}, \qquad \sigma(-z) = 1 - \sigma(z), \qquad \sigma'(z) = \sigma(z)\,(1 -
# \sigma(z)) \le \frac14$$

# %% sigmoid
z = np.array([-3.0, -1.0, 0.0, 2.0])
assert np.allclose(sigmoid(-z), 1 - sigmoid(z))
assert np.allclose(slope_of(sigmoid, z), sigmoid(z) * (1 - sigmoid(z)))

# %% [markdown]
# Typed as it stands, it overflows at $z = -1000$: $e^{1000}$ is no float. Use an exponential that can only be
# small, $E = e^{-|z|} \le 1$; then $\sigma = 1/(1+E)$ on the right and $E/(1+E)$ on the left. The same thought saves
# the slope: $1 - \sigma(40)$ is 0 in floating point, $\sigma(-40)$ is not.

# %% sigmoid_far_out
with np.errstate(over="ignore"):
    print("typed so: exp(1000) =", np.exp(1000.0))
print("with exp(−|z|):", *(f"{value:.3g}" for value in sigmoid(np.array([-1000.0, -40.0, 1000.0]))))
print(
    "slope at 40:   ", sigmoid(40.0) * (1 - sigmoid(40.0)), "as σ(1 − σ), ", sigmoid_derivative(40.0), "as σ(z) σ(−z)"
)

# %% [markdown]
# <!-- syllabus: S0-12 -->
# **tanh** is the same curve, twice as high, twice as fast, and centred:
#
# $$\tanh\, z = \frac{e^z - e^{-z}}{e^z + e^{-z}} = 2\sigma(2z) - 1, \qquad \tanh'(z) = 1 - \tanh^2 z \le 1$$

# %% tanh
assert np.allclose(tanh(z), 2 * sigmoid(2 * z) - 1)
assert np.allclose(slope_of(tanh, z), 1 - tanh(z) ** 2)

# %% [markdown]
# A slope of at most 1/4 is harmless once. But on its way back through a deep network the gradient is multiplied in
# every layer by a weight and by a slope. The slopes of ten sigmoids, each at its *best* place, leave a millionth; where
# $z$ has a standard deviation of 2, less. Weights of about 4 would make up for the best case only: they scatter $z$,
# and the slopes shrink.

# %% ten_layers
Z = np.random.default_rng(0).normal(scale=2.0, size=(1000, 10))
depth = np.arange(1, 11)
axes = panels(height=2.8)
for name, slope, colour in (("sigmoid", sigmoid_derivative, style.BLUE), ("tanh", tanh_derivative, style.VERMILION)):
    axes.plot(depth, slope(0.0) ** depth, "--", color=colour)
    axes.plot(depth, np.median(np.cumprod(slope(Z), axis=1), axis=0), color=colour, label=name)
axes.set(yscale="log", xlabel="layers", ylabel="product of slopes", title="at best (dashed), and typical")
axes.legend(loc="lower left")
plt.show()

# %% [markdown]
# A unit whose $z$ lies where the curve is flat is called **saturated**. The hill shows where pre-activations are; in
# its orange part the chosen activation is flat. The bars compare all ten. Drag the hill, change its width.

# %% W08
W08.show()

# %% [markdown]
# What moves the hill in a real network? A bias moves its middle; larger weights or inputs widen it. That is why inputs
# are brought to mean 0 and standard deviation 1, and first weights are drawn small (Lecture 12).

# %% [markdown]
# ## The ReLU (9 min)
#
# <!-- syllabus: S2-09 E18 S2-16 -->
# The **rectified linear unit** is the cheapest nonlinearity there is, $f(z) = \max(0, z)$. On its active side the slope
# is 1, at any distance: no product of such slopes ever vanishes. On the other side it is 0, at any distance.
#
# At 0 there is no derivative; every number from 0 to 1 is a *subgradient*. This course, like the common frameworks,
# takes 0. The choice matters only where $z$ is exactly 0, for example in a network whose weights are all zero.

# %% kink
right, left = (relu(1e-6) - relu(0.0)) / 1e-6, (relu(0.0) - relu(-1e-6)) / 1e-6
print(
    "slope from the left", left, " from the right", right, " this course takes", ELEMENTWISE["relu"][1](np.zeros(1))[0]
)

# %% [markdown]
# <!-- syllabus: E28 -->
# ReLUs are said to converge much faster than sigmoids or tanhs. That is an observation and not a theorem; it depends
# on depth, and on whether each activation may have its own step size.
#
# So measure: 300 digits, 15 times through all of them (epochs), the median of three seeds; four step sizes for each
# activation. The loss of guessing is $\ln\, 10 = 2.30$.

# %% race
digits, labels = rendered_digits(300, np.random.default_rng(0), side=8)


def loss_after(sizes, kind, lr, seed):
    rng = np.random.default_rng(seed)
    start = init_params(sizes, "he" if kind == "relu" else "lecun", rng)
    params, _ = train(start, digits, labels, kind, 0.0, lr, 30, 15, rng)
    return mlp_backward(params, digits, labels, kind, 0.0)[0]


rates = (0.1, 0.2, 0.4, 1.0)
for axes, sizes in zip(panels(2, sharey=True), ([64, 32, 10], [64, 32, 32, 32, 32, 10]), strict=True):
    for kind in ("sigmoid", "tanh", "relu"):
        axes.plot(
            rates, [np.median([loss_after(sizes, kind, lr, s) for s in range(3)]) for lr in rates], "o-", label=kind
        )
    hidden = len(sizes) - 2
    axes.set(xscale="log", xlabel="learning rate", title=f"{hidden} hidden layer{'s' if hidden > 1 else ''}")
    axes.set_xticks(rates, rates)
    axes.minorticks_off()
    axes.axhline(np.log(10), color=style.GREY, linestyle=":")
axes.legend(loc="center left")
plt.show()

# %% [markdown]
# With one hidden layer and small steps the sigmoid hardly improves; steps ten times as large bring it to 0.7,
# while tanh is as fast as the ReLU all the time. With four hidden layers the sigmoid guesses to the end, and tanh is
# *ahead*. So: "does not saturate when active" is a fact, "much faster" a rule of thumb against the sigmoid.
#
# <!-- syllabus: S2-17 -->
# **A first weakness: outputs are never negative.** A unit in the next layer with error signal $\delta$ has the weight
# gradients $a_i \delta$. If no $a_i$ is negative, all of them have one sign: for this example, its weights may only
# rise together or fall together.

# %% tied_signs
Z = np.random.default_rng(1).normal(size=(1, 6))
delta = -0.7
for name, f in (("relu", relu), ("tanh", tanh)):
    print(f"{name}: mean activation {f(Z).mean():.3f}; gradient", (f(Z) * delta).ravel() + 0.0)

# %% [markdown]
# ## Relatives of the ReLU (8 min)
#
# <!-- syllabus: S2-12 S1-12 E30 -->
# The **leaky ReLU** lets a little through, $z$ on the right and $\alpha z$ on the left, with $\alpha = 0.01$, or 0.1 in
# some texts.
#
# It is often written as $\max(\alpha z, z)$. That is right for slopes up to 1. With $\alpha = 2$ the larger of $2z$
# and $z$ is the wrong one on both sides.

# %% leaky
z = np.array([-2.0, 3.0])
for alpha in (0.1, 2.0):
    print(f"α = {alpha}: leaky ReLU {leaky_relu(z, alpha)},  max(α z, z) {np.maximum(alpha * z, z)}")

# %% [markdown]
# <!-- syllabus: S2-13 -->
# The **ELU** ends in a level floor, so that outputs can be negative and their mean nearer to 0. It is $z$ for $z > 0$,
# and
#
# $$f(z) = \alpha\,(e^z - 1), \qquad f'(z) = \alpha e^z = f(z) + \alpha \qquad\text{for } z \le 0.$$
#
# Only for $\alpha = 1$ do the slopes of both sides meet at 0.

# %% elu
z = np.linspace(-4, 2, 301)
assert np.allclose(elu_derivative(z[z <= 0], 2.0), elu(z[z <= 0], 2.0) + 2.0)
curves, slopes = panels(2, height=2.8)
for name, f, slope, colour in (
    ("leaky, α = 0.1", lambda z: leaky_relu(z, 0.1), lambda z: np.where(z > 0, 1, 0.1), style.BLUE),
    ("ELU, α = 1", elu, elu_derivative, style.VERMILION),
    ("ELU, α = 2", lambda z: elu(z, 2.0), lambda z: elu_derivative(z, 2.0), style.GREEN),
):
    curves.plot(z, f(z), color=colour, label=name)
    slopes.plot(z, slope(z), color=colour)
curves.set(xlabel="z", title="f(z)")
slopes.set(xlabel="z", title="slope f′(z)")
curves.legend(loc="upper left")
plt.show()

# %% [markdown]
# <!-- syllabus: S0-09 S2-11 E24 -->
# The **softplus**, or soft ReLU, has no kink at all, and the sigmoid is its slope:
#
# $$f(z) = \log(1 + e^z), \qquad f'(z) = \frac{1}{1+e^{-z}} = \sigma(z), \qquad f(z) - f(-z) = z$$
#
# Mind the brackets: $\log\, 1 + e^z$ would be $0 + e^z$.

# %% softplus
z = np.array([-2.0, 0.0, 3.0])
assert np.allclose(slope_of(softplus, z), sigmoid(z))
assert np.allclose(softplus(z) - softplus(-z), z)
print("without brackets:", np.log(1) + np.exp(z), " with:", softplus(z))

# %% [markdown]
# <!-- syllabus: S1-12 -->
# **Maxout** learns its nonlinearity: a unit is the largest of $k$ sums of products, $\max(x \cdot w_1 + b_1,\; x \cdot
# w_2 + b_2)$. The gradient goes to the winner alone. With the right pieces it *is* the ReLU, the leaky ReLU or $|z|$;
# the cost is $k$ times the parameters.

# %% maxout
z = np.linspace(-2, 2, 201)
for other, f in ((np.zeros(201), relu), (0.1 * z, lambda z: leaky_relu(z, 0.1)), (-z, np.abs)):
    assert np.allclose(maxout(np.stack([z, other], axis=-1)), f(z))
pieces = np.stack([-1.5 * z - 1.2, 0.3 * z, 1.2 * z - 0.5], axis=-1)
axes = panels(height=2.6)
axes.plot(z, pieces, "--", color=style.GREY, linewidth=1.5)
axes.plot(z, maxout(pieces), color=style.BLUE)
axes.set(xlabel="x", ylabel="output", ylim=(-1, 2), title="a maxout unit of three pieces")
plt.show()

rng = np.random.default_rng(2)
x, W, b = rng.normal(size=(5, 3)), rng.normal(size=(2, 3, 4)), rng.normal(size=(2, 4))
_, dW, _ = maxout_backward(np.ones((5, 4)), maxout_forward(x, W, b)[1])
nudged = np.zeros_like(W)
nudged[1, 2, 3] = 1.0
assert np.isclose(dW[1, 2, 3], slope_of(lambda h: maxout_forward(x, W + h * nudged, b)[0].sum(), 0.0))
print("parameters:", W.size + b.size, "instead of", 3 * 4 + 4)

# %% [markdown]
# ## Swish and GELU (8 min)
#
# <!-- syllabus: S2-14 -->
# The newest two are gates: the input, times a number from 0 to 1 that says how far the gate is open.
#
# $$\text{swish: } f(z) = z\,\sigma(\beta z) \qquad\qquad \text{GELU: } f(z) = z\,\Phi(z)$$
#
# $\Phi(z)$ is the chance that a standard normal number is at most $z$. With $\beta = 0$ the swish is $z/2$, a line;
# with large $\beta$ it is nearly the ReLU. Between them it dips below zero: to $-0.2785/\beta$, at $z =
# -1.2785/\beta$.

# %% swish
z = np.linspace(-8, 8, 160_001)
for beta in (0.5, 1.0, 4.0):
    low = np.argmin(swish(z, beta))
    assert np.allclose((swish(z, beta)[low], z[low]), (-0.27846 / beta, -1.27846 / beta), atol=1e-4)
assert np.array_equal(swish(z, 0.0), z / 2)
assert np.abs(swish(z, 100.0) - relu(z)).max() < 0.003

# %% [markdown]
# <!-- syllabus: E14 -->
# Its slope, by the product rule, with $f$ for the swish itself: $f'(z) = \sigma(\beta z) + \beta z\,\sigma(\beta
# z)(1-\sigma(\beta z))$, which is the same as
#
# $$f'(z) = \beta f(z) + \sigma(\beta z)\,(1 - \beta f(z)).$$
#
# **Find the mistake.** With $g(z) = z\,\sigma(\beta z)$, somebody writes the slope as
# $\beta g(\beta z) + \sigma(\beta z)(1 - \beta g(\beta z))$, tests it at $\beta = 1$, and is content.
#
# <details><summary>Answer</summary>
#
# It has to be $g(z)$ in both places. At $\beta = 1$ the two are the same; the figure tries $\beta = 2$ as well.
#
# </details>
#


# %% swish_slope
def mistaken_slope(z, beta):
    g = swish(beta * z, beta)
    return beta * g + sigmoid(beta * z) * (1 - beta * g)


z = np.linspace(-4, 4, 201)
for axes, beta in zip(panels(2, height=2.8, sharey=True), (1.0, 2.0), strict=True):
    differences = slope_of(lambda z, beta=beta: swish(z, beta), z)
    assert np.allclose(differences, swish_derivative(z, beta))
    axes.plot(z, differences, color=style.BLUE, linewidth=4)
    axes.plot(z, mistaken_slope(z, beta), "--", color=style.VERMILION)
    axes.set(xlabel="z", title=f"β = {beta:.0f}")
axes.text(-3.9, 0.95, "differences", color=style.BLUE)
axes.text(-3.9, 0.78, "mistaken", color=style.VERMILION)
plt.show()

# %% [markdown]
# The lesson is larger than the slip: **test with numbers that are not special**. Not $\beta = 1$, not $z = 0$, not
# square matrices, not one example.
#
# From a line to a ReLU in one slider: move $\beta$. Then compare with the GELU: which $\beta$ comes nearest?

# %% W09
W09.show()

# %% [markdown]
# <!-- syllabus: S2-18 -->
# The **GELU** with the error function, and its slope:
#
# $$f(z) = \frac z2\left(1 + \mathrm{erf}\frac{z}{\sqrt 2}\right), \qquad f'(z) = \Phi(z) + z\,\varphi(z), \qquad
# \varphi(z) = \frac{e^{-z^2/2}}{\sqrt{2\pi}}$$
#
# To see that $\Phi$ is a probability, throw a million normal numbers:

# %% gelu
z = np.array([-0.7518, 0.5, np.sqrt(2)])
thrown = np.random.default_rng(0).normal(size=1_000_000)
print("share below z:", np.array([np.mean(thrown <= at) for at in z]), " Φ:", normal_cdf(z))
assert np.allclose(slope_of(gelu, z), gelu_derivative(z), atol=1e-6)
print(f"lowest value {gelu(z)[0]:.5f}, where the slope is 0; largest slope {gelu_derivative(z)[2]:.4f}, at √2")

# %% [markdown]
# The error function is slow, and so two stand-ins are in use. They are good, and they are not the same function: a
# network trained with one of them should be run with it.

# %% stand_ins
z = np.linspace(-8, 8, 16_001)
print(f"with tanh:   wrong by up to {np.abs(gelu_by_tanh(z) - gelu(z)).max():.2e}")
print(f"z σ(1.702 z): wrong by up to {np.abs(swish(z, 1.702) - gelu(z)).max():.4f}")

# %% [markdown]
# ## Dying ReLUs (9 min)
#
# <!-- syllabus: S2-17 E19 -->
# The ReLU's second weakness: **a unit may fall silent.** One large step can move a bias so far down that $z \le 0$ for
# *every* example. Then nothing comes out, and no gradient comes back.
#
# **Find the mistake.** "When inactive, a ReLU never updates."
#
# <details><summary>Answer</summary>
#
# A ReLU that is inactive for some examples learns from the others. It is **dead** only if it is inactive for *all* of
# them. In the first layer it stays so under gradient descent on these examples; in a deeper layer it may wake, for its
# inputs still move.
#
# </details>

# %% W10
W10.show()

# %% [markdown]
# Set the step size to 1.5 and play. The blue staircase, of the first layer, never falls. That of the second goes up and
# down: units wake. And why do they not in the first? Here is one with a bias of −100; nothing reaches its weights:

# %% dead
params = init_params([64, 6, 10], "he", np.random.default_rng(0))
params[0][1][2] = -100.0
_, grads = mlp_backward(params, digits, labels, "relu", 0.0)
assert dead_units(params, digits)[0][2]
print("largest gradient of each unit:", np.abs(np.vstack(grads[0])).max(axis=0))

# %% [markdown]
# <!-- syllabus: S2-15 -->
# What helps? Smaller steps first of all. A common advice is biases that start at 0.1, which "ensures units are
# initially active for most inputs". For 256 units, and weights whose mean is zero or a little below:

# %% bias_of_a_tenth
for mean in (0.0, -0.03):
    W = np.random.default_rng(0).normal(size=(64, 256)) * np.sqrt(2 / 64) + mean
    for bias in (0.0, 0.1):
        params = [(W, np.full(256, bias)), (np.zeros((256, 10)), np.zeros(10))]
        active, dead = active_share(params, digits)[0], dead_units(params, digits)[0].sum()
        print(f"mean weight {mean:5.2f}, bias {bias}: active {active:.3f} of all pairs, dead {dead} of 256")

# %% [markdown]
# It helps, and it is no cure: one large step undoes it. A cure is a left side that is not flat; that is what the leaky
# ReLU, the ELU, swish and GELU have in common.

# %% [markdown]
# ## Which one? (3 min)
#
# | hidden layers | take | because |
# |---|---|---|
# | a first try | ReLU, small steps, first weights of the right size (Lecture 12) | cheap, slope 1 |
# | many dead units | leaky ReLU, ELU | the left side is not flat |
# | few layers, smooth curves | tanh | centred, smooth |
# | a step | never, in training | no slope |
#
# GELU and swish, smooth and a ReLU from afar, are what most transformers use. Their authors report small gains for very
# deep networks; nothing in this lecture shows one.
#
# Output layers are another matter: there the task chooses (Lecture 5).
#
# ## Three questions (3 min)
#
# **1.** All inputs of a sigmoid layer are multiplied by 10, by mistake. The loss hardly falls. Why?
#
# <details><summary>Answer</summary>
# The standard deviation of z is ten times as large (biases aside), so nearly all units are saturated: their slopes, and
# with them the gradients of this layer and of all below, are nearly zero. The outputs look fine: clear zeros and ones.
# </details>
#
# **2.** After the first epoch, 40% of the pairs of unit and example are inactive in a ReLU layer. Should you worry?
#
# <details><summary>Answer</summary>
# No: that is what bends the function; half is usual before training. Count the units that are inactive for <em>all</em>
# examples instead.
# </details>
#
# **3.** A friend writes the slope of the ELU as $\alpha e^z$ for all $z$, and a test with $z = -1$ agrees. And the next
# friend forgets the $\alpha$, and a test with $\alpha = 1$ agrees. What do you advise both?
#
# <details><summary>Answer</summary>
# Test on both sides of every case, and with a parameter that is not 1: for example z = −1 and z = 2, with α = 0.7,
# against central differences.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Write the ELU and its slope, and judge the slope by central differences away from 0.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# elu = lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0)))
# slope = lambda z: np.where(z > 0, 1, np.exp(np.minimum(z, 0)))
# z = np.random.default_rng(0).normal(size=1000)
# z = z[np.abs(z) > 1e-3]
# assert np.allclose((elu(z + 1e-6) - elu(z - 1e-6)) / 2e-6, slope(z), atol=1e-8)
# ```
#
# </details>
#
# **2.** Which share of sigmoid units has a slope below 0.05, if $z$ is normal with standard deviation 1, 2, 4?
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# z = np.random.default_rng(0).normal(size=100_000)
# shares = []
# for size in (1, 2, 4):
#     g = 1 / (1 + np.exp(-size * z))
#     shares.append(np.mean(g * (1 - g) < 0.05))
# assert shares == sorted(shares)
# assert shares[2] > 0.4
# ```
#
# </details>
#
# **3.** Softplus without overflow: write it with `np.logaddexp`, and compare with $\log(1 + e^z)$ where that works.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# softplus = lambda z: np.logaddexp(0, z)
# z = np.linspace(-30, 30, 101)
# assert np.allclose(softplus(z), np.log1p(np.exp(z)))
# assert softplus(1000.0) == 1000.0
# ```
#
# </details>
#
# ## In short
#
# - An activation must be nonlinear going forward, and have a slope that is not zero going back.
# - $\sigma' = \sigma(1-\sigma) \le 1/4$, $\tanh' = 1 - \tanh^2 \le 1$, $\mathrm{relu}' = 1$ for $z > 0$ and 0
#   otherwise.
# - Saturated units pass no gradient; a ReLU that is off for all examples is dead.
# - Leaky ReLU, ELU, swish and GELU have a left side that is not flat.
# - Start with the ReLU; test derivatives with numbers that are not special.
#
# ## History and reading
#
# Sigmoids came from statistics and biology. Nair and Hinton (2010) and Glorot, Bordes and Bengio (2011) made the ReLU
# the usual choice; GELU (2016) and swish (2017) came with deeper networks.
#
# - X. Glorot, A. Bordes, Y. Bengio, *Deep sparse rectifier neural networks*, 2011
# - A. Maas, A. Hannun, A. Ng, *Rectifier nonlinearities improve neural network acoustic models*, 2013
# - I. Goodfellow and others, *Maxout networks*, 2013
# - D. Hendrycks, K. Gimpel, *Gaussian error linear units*, 2016
# - Stanford CS231n, notes on neural networks, part 1 (online)
#
# ## Where it leads
#
# To the assignment `p3_activations_and_losses`: you write all of these and their slopes, and the checks will not use
# $\beta = 1$. Next, Lecture 5 puts layers together and asks what the last one should say.
