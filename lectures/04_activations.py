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
# - name ten activations, draw each with its slope, and say which are bounded, never negative, or have a kink;
# - compute each of them, and its slope, without overflow for any input;
# - estimate from the mean and standard deviation of the pre-activations how many units are saturated;
# - tell a dead ReLU from one that is only inactive, and know what causes it and what helps;
# - test a derivative in such a way that a mistake is found.

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
from reference_solution.training.gradient_flow import gradient_norms
from reference_solution.training.mlp_training import train

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True, linewidth=110)


def slope_of(f, z, h=1e-5):
    """The slope of f at z by central differences."""
    return (f(z + h) - f(z - h)) / (2 * h)


# %% [markdown]
# ## What an activation is for (5 min)
#
# <!-- syllabus: S4-09 S2-09 -->
# A unit computes a weighted sum $z = x \cdot w + b$ and then a function of this number, $a = f(z)$. The activation
# function $f$ has two jobs:
#
# - **Forward, it must not be linear.** If $f(z) = z$, many layers can do no more than one (Lecture 6 proves it).
# - **Backward, it must let the gradient through.** In training, the derivative of the loss with respect to $a$ is
#   multiplied by the slope $f'(z)$ to give the derivative with respect to $z$ (Lecture 9). Where the slope is zero, no
#   gradient passes: neither this unit nor those before it learn from that example along this path.
#
# So look at every activation twice: at the curve and at its slope. Here are ten. The second cell compares each slope
# with central differences at 1000 places away from the kinks.

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
# Compare them. **Bounded**: step and sigmoid lie between 0 and 1, tanh between −1 and 1; an output that must be a
# probability needs this. **Never negative**: step, sigmoid, ReLU, softplus. **Bounded below, unbounded above**: ReLU,
# softplus, ELU, swish and GELU. **Slope above 1**: only swish (up to 1.10) and GELU (up to 1.13).

# %% [markdown]
# ## Two extremes: line and step (5 min)
#
# <!-- syllabus: S0-10 E17 -->
# The identity passes every gradient on, but it is linear. The hard threshold, 1 if $z > 0$ and else 0, is as nonlinear
# as can be, but it passes no gradient: its slope is 0 wherever it has one. In Lecture 2 the first layer of such a
# network did not move. Here it is again, beside tanh: XOR, four hidden units, 500 steps of gradient descent from the
# same initial weights.

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
    print(f"{name}: W1 moved by {np.abs(W1 - start).max():.2f}")
    print("      outputs", *(f"{answer:.2f}" for answer in answers))

# %% [markdown]
# With the step, only the last layer learns; the four hidden features stay as they were drawn. With tanh the network
# learns XOR.
#
# Do not mix up step and sign. The sign has the values −1, 0 and 1; for $z \ne 0$ the step is
# $(\mathrm{sign}(z) + 1)/2$. At $z = 0$ this course sets it to 0.

# %% step_or_sign
z = np.array([-2.0, 3.0])
assert np.array_equal(step(z), (np.sign(z) + 1) / 2)

# %% [markdown]
# ## Sigmoid and tanh (9 min)
#
# <!-- syllabus: S0-11 -->
# Round off the step, and it has a slope everywhere. This is the **logistic sigmoid**, with three properties to
# remember:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}}, \qquad \sigma(-z) = 1 - \sigma(z), \qquad \sigma'(z) = \sigma(z)\,(1 -
# \sigma(z)) \le \frac14$$

# %% sigmoid
z = np.array([-3.0, -1.0, 0.0, 2.0])
assert np.allclose(sigmoid(-z), 1 - sigmoid(z))
assert np.allclose(slope_of(sigmoid, z), sigmoid(z) * (1 - sigmoid(z)))

# %% [markdown]
# Programmed exactly like this, it overflows at $z = -1000$, because $e^{1000}$ is larger than any float. Use an
# exponential that can only be small, $E = e^{-|z|} \le 1$; then $\sigma = 1/(1+E)$ for $z \ge 0$ and $E/(1+E)$ for
# $z < 0$. The slope needs the same care: in floating point $1 - \sigma(40)$ is exactly 0, but $\sigma(-40) = 4 \cdot
# 10^{-18}$ is not. So compute $\sigma'(z) = \sigma(z)\,\sigma(-z)$.

# %% sigmoid_far_out
with np.errstate(over="ignore"):
    assert np.exp(1000.0) == np.inf
assert np.allclose(sigmoid(np.array([-1000.0, 1000.0])), (0, 1))
assert 1 - sigmoid(40.0) == 0
assert np.isclose(sigmoid(-40.0), 4.25e-18, rtol=0.001, atol=0)
assert np.isclose(sigmoid_derivative(40.0), sigmoid(-40.0), rtol=1e-12, atol=0)

# %% [markdown]
# <!-- syllabus: S0-12 -->
# **tanh** is the same curve, stretched to twice the height, squeezed to half the width, and centred at 0:
#
# $$\tanh\, z = \frac{e^z - e^{-z}}{e^z + e^{-z}} = 2\sigma(2z) - 1, \qquad \tanh'(z) = 1 - \tanh^2 z \le 1$$

# %% tanh
assert np.allclose(tanh(z), 2 * sigmoid(2 * z) - 1)
assert np.allclose(slope_of(tanh, z), 1 - tanh(z) ** 2)

# %% [markdown]
# One factor of 1/4 does little harm. But on its way back through a deep network the gradient is multiplied in every
# layer by a weight and by a slope. The slopes of ten sigmoids multiply to at most $(1/4)^{10}$, a millionth. If $z$ has
# a standard deviation of 2, the typical product is a thousand times smaller still, and that of tanh is no better. Then
# hardly anything reaches the first layers: the **vanishing gradient**.

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
typical = {f: np.median(np.prod(f(Z), axis=1)) for f in (sigmoid_derivative, tanh_derivative)}
assert 0.25**10 / 3000 < typical[sigmoid_derivative] < 0.25**10 / 300
assert 0.1 < typical[tanh_derivative] / typical[sigmoid_derivative] < 10

# %% [markdown]
# The weights count as well. Larger ones scatter $z$ more widely, so most slopes get smaller; but the few units that are
# not saturated pass on more, and in the end there is an **exploding gradient** instead. Take ten tanh layers of 64
# units. With weights of standard deviation $1/\sqrt{64}$ about a third of the gradient's length reaches the input;
# with half of that, a thousandth; with four times that, eighty times its length. Lecture 12 chooses the weights.

# %% size_of_the_weights
inputs, pull = np.random.default_rng(1).normal(size=(2, 32, 64))
reaches = {}
for factor in (0.5, 1.0, 4.0):
    stack = [(factor * W, b) for W, b in init_params([64] * 11, "lecun", np.random.default_rng(0))]
    norms = gradient_norms(stack, inputs, pull, "tanh")
    reaches[factor] = norms[0] / norms[-1]
assert np.allclose([reaches[0.5] * 1000, reaches[1.0], reaches[4.0]], [0.88, 0.31, 80], rtol=0.02)

# %% [markdown]
# A unit is called **saturated** where its activation function is almost flat. The demo shows the
# distribution of the pre-activations, orange where the chosen function is flat. The bars compare all ten functions.
# Change the mean and the standard deviation.

# %% W08
W08.show()

# %% [markdown]
# In a real network a bias shifts the mean of the pre-activations, and larger weights or inputs increase their
# standard deviation. That is why inputs are standardised to mean 0 and standard deviation 1, and why initial weights
# are small (Lecture 12).

# %% [markdown]
# ## The ReLU (9 min)
#
# <!-- syllabus: S2-09 E18 S2-16 -->
# The **rectified linear unit**, $f(z) = \max(0, z)$, is very cheap to compute. Where it is active ($z > 0$) the slope
# is 1, however large $z$ is, so a product of such slopes does not vanish. Where it is inactive, the slope is 0.
#
# At 0 there is no derivative: the slope is 0 on the left and 1 on the right. Every number between them is a
# *subgradient*. This course, like the common frameworks, takes 0. The choice matters only where $z$ is exactly 0, for
# example if all weights of a network are zero.

# %% kink
assert (relu(0.0) - relu(-1e-6)) / 1e-6 == 0  # from the left
assert np.isclose((relu(1e-6) - relu(0.0)) / 1e-6, 1)  # from the right
assert ELEMENTWISE["relu"][1](np.zeros(1))[0] == 0

# %% [markdown]
# <!-- syllabus: E28 -->
# Networks with ReLUs are said to learn much faster than those with sigmoid or tanh. That is an observation, not a
# theorem. It depends on the depth, and on whether each activation gets a learning rate of its own.
#
# So let us measure: 300 digits, 15 epochs (passes over all of them), four learning rates, and for each the median loss
# of three seeds. Guessing has the loss $\ln\, 10 = 2.30$, dotted.

# %% race
digits, labels = rendered_digits(300, np.random.default_rng(0), side=8)


def loss_after(sizes, kind, lr, seed):
    rng = np.random.default_rng(seed)
    start = init_params(sizes, "he" if kind == "relu" else "lecun", rng)
    params, _ = train(start, digits, labels, kind, 0.0, lr, 30, 15, rng)
    return mlp_backward(params, digits, labels, kind, 0.0)[0]


rates, ends = (0.1, 0.2, 0.4, 1.0), {}
for axes, sizes in zip(panels(2, sharey=True), ([64, 32, 10], [64, 32, 32, 32, 32, 10]), strict=True):
    for kind in ("sigmoid", "tanh", "relu"):
        ends[len(sizes) - 2, kind] = [np.median([loss_after(sizes, kind, lr, s) for s in range(3)]) for lr in rates]
        axes.plot(rates, ends[len(sizes) - 2, kind], "o-", label=kind)
    hidden = len(sizes) - 2
    axes.set(xscale="log", xlabel="learning rate", title=f"{hidden} hidden layer{'s' if hidden > 1 else ''}")
    axes.set_xticks(rates, rates)
    axes.minorticks_off()
    axes.axhline(np.log(10), color=style.GREY, linestyle=":")
axes.legend(loc="center left")
plt.show()
assert [round(ends[1, "sigmoid"][at], 1) for at in (0, -1)] == [2.2, 0.7]
assert np.allclose(ends[1, "tanh"], ends[1, "relu"], atol=0.06)
assert min(ends[4, "sigmoid"]) > 2.25
assert min(ends[4, "tanh"]) < min(ends[4, "relu"])
assert round(ends[4, "relu"][-1], 1) == 2.3

# %% [markdown]
# With one hidden layer and a small learning rate the sigmoid network hardly improves (2.2); a rate ten times as large
# brings it to 0.7. Tanh is as good as the ReLU at every rate. With four hidden layers the sigmoid network never does
# better than guessing, tanh is *ahead* of the ReLU, and at the largest rate the ReLU network breaks down. So "much
# faster" is a rule of thumb, and it holds against the sigmoid.
#
# <!-- syllabus: S2-17 -->
# **A first weakness: outputs are never negative.** Take a unit of the next layer, and let $\delta$ be the derivative of
# the loss with respect to its $z$. Its weights have the gradients $a_i \delta$. If no $a_i$ is negative, all of them
# have the same sign: a step on one example lets all weights of the unit rise, or all fall. If one has to rise and
# another to fall, the path is a zigzag. (The sum over a batch can have both signs, since $\delta$ has; the effect is
# weaker there.) The outputs of a sigmoid have the same weakness. In the figure a linear unit learns the weights
# $(1, -1)$, one example at a time, from the activations of two ReLUs and of two tanhs:

# %% zigzag
drawn = np.random.default_rng(2).uniform(-1.5, 1.5, size=(40, 2))
axes = panels(height=3)
for f, name, colour in ((relu, "from ReLUs", style.VERMILION), (tanh, "from tanhs", style.BLUE)):
    w, path = np.zeros(2), [np.zeros(2)]
    for a in f(drawn):
        delta = a @ w - a @ [1.0, -1.0]  # of the loss δ²/2
        step_taken = -0.6 * delta * a
        assert f is tanh or step_taken[0] * step_taken[1] >= 0  # both up, or both down
        w = w + step_taken
        path.append(w)
    axes.plot(*np.transpose(path), "o-", color=colour, markersize=4, linewidth=1.5, label=name)
axes.plot([0, 1], [0, -1], ":", color=style.GREY)
axes.plot([1], [-1], "*", color=style.BLACK, markersize=14)
axes.set(xlabel="weight $w_1$", ylabel="weight $w_2$")
axes.legend()
plt.show()

# %% [markdown]
# The ReLU's steps go up and right, or down and left, or along an axis where one activation is 0. The target lies down
# and right. It is reached all the same, by a detour; in a real network a bias or a normalisation (Lecture 12) helps.

# %% [markdown]
# ## Relatives of the ReLU (8 min)
#
# <!-- syllabus: S2-12 S1-12 E30 -->
# The **leaky ReLU** has a small slope on the left as well: $f(z) = z$ for $z > 0$ and $\alpha z$ otherwise, with
# $\alpha = 0.01$, or 0.1 in some texts.
#
# It is often written as $\max(\alpha z, z)$. That is right for $0 \le \alpha \le 1$ only. With $\alpha = 2$, the
# maximum is 6 at $z = 3$, where the leaky ReLU is 3, and $-2$ at $z = -2$, where the leaky ReLU is $-4$.

# %% leaky
z = np.array([-2.0, 3.0])
assert np.array_equal(leaky_relu(z, 0.1), np.maximum(0.1 * z, z))
assert np.array_equal(leaky_relu(z, 2.0), [-4, 3])
assert np.array_equal(np.maximum(2.0 * z, z), [-2, 6])

# %% [markdown]
# <!-- syllabus: S2-13 -->
# The **ELU** (exponential linear unit) levels off at $-\alpha$ on the left. Its outputs can be negative, so their mean
# can be nearer to 0. It is $z$ for $z > 0$, and
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
curves.set_ylim(-2.2, 5)
curves.legend(loc="upper left")
plt.show()

# %% [markdown]
# <!-- syllabus: S0-09 S2-11 E24 -->
# The **softplus** is a ReLU without a kink. Its slope is the sigmoid:
#
# $$f(z) = \log(1 + e^z), \qquad f'(z) = \frac{1}{1+e^{-z}} = \sigma(z), \qquad f(z) - f(-z) = z$$
#
# Mind the brackets: $\log\, 1 + e^z$ would be $0 + e^z$. And program it as `np.logaddexp(0, z)`, which does not
# overflow.

# %% softplus
z = np.array([-2.0, 0.0, 3.0])
assert np.allclose(slope_of(softplus, z), sigmoid(z))
assert np.allclose(softplus(z) - softplus(-z), z)
assert np.allclose(softplus(z), np.logaddexp(0, z))

# %% [markdown]
# <!-- syllabus: S1-12 -->
# **Maxout** learns its nonlinearity. A unit has $k$ weighted sums and takes the largest: for $k = 2$ it is $\max(x
# \cdot w_1 + b_1,\; x \cdot w_2 + b_2)$. The gradient goes only to the sum that was the largest. With suitable weights
# maxout *is* the ReLU, the leaky ReLU or $|z|$. The price is $k$ times as many parameters: 32 in place of 16 for four
# units with three inputs and $k = 2$.

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
assert (W.size + b.size, 3 * 4 + 4) == (32, 16)

# %% [markdown]
# ## Swish and GELU (8 min)
#
# <!-- syllabus: S2-14 -->
# The newest two of the ten multiply the input by a number between 0 and 1, like a gate that is more or less open:
#
# $$\text{swish: } f(z) = z\,\sigma(\beta z) \qquad\qquad \text{GELU: } f(z) = z\,\Phi(z)$$
#
# $\Phi(z)$ is the probability that a standard normal number is at most $z$. With $\beta = 0$ the swish is the line
# $z/2$; with large $\beta$ it is nearly the ReLU. In between it has a minimum below zero: $-0.2785/\beta$, at $z =
# -1.2785/\beta$. With $\beta = 1$ it is also called SiLU.

# %% swish
z = np.linspace(-8, 8, 160_001)
for beta in (0.5, 1.0, 4.0):
    low = np.argmin(swish(z, beta))
    assert np.allclose((swish(z, beta)[low], z[low]), (-0.27846 / beta, -1.27846 / beta), atol=1e-4)
assert np.array_equal(swish(z, 0.0), z / 2)
assert np.abs(swish(z, 100.0) - relu(z)).max() < 0.003

# %% [markdown]
# <!-- syllabus: E14 -->
# The product rule gives its slope, $f'(z) = \sigma(\beta z) + \beta z\,\sigma(\beta z)(1-\sigma(\beta z))$. Written
# with $f$ itself, it is
#
# $$f'(z) = \beta f(z) + \sigma(\beta z)\,(1 - \beta f(z)).$$
#
# **Find the mistake.** Somebody calls the function $g(z) = z\,\sigma(\beta z)$, writes its slope as
# $\beta g(\beta z) + \sigma(\beta z)(1 - \beta g(\beta z))$, and tests it at $\beta = 1$. The test passes.
#
# <details><summary>Answer</summary>
#
# It has to be $g(z)$ in both places, not $g(\beta z)$. At $\beta = 1$ the two are the same; the figure shows $\beta =
# 2$ as well.
#
# </details>


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
# Remember for all tests: **use numbers that are not special**. Not $\beta = 1$, not $z = 0$, not square matrices, not a
# single example.
#
# In the demo $\beta$ takes the swish from a line to the ReLU. Which $\beta$ comes nearest to the GELU?

# %% W09
W09.show()

# %% [markdown]
# <!-- syllabus: S2-18 -->
# The **GELU**, written with the error function, and its slope:
#
# $$f(z) = \frac z2\left(1 + \mathrm{erf}\,\frac{z}{\sqrt 2}\right), \qquad f'(z) = \Phi(z) + z\,\varphi(z), \qquad
# \varphi(z) = \frac{e^{-z^2/2}}{\sqrt{2\pi}}$$
#
# Its minimum is $-0.170$, at $z = -0.752$; at $z = \sqrt 2$ its slope is largest, 1.129. The cell also compares $\Phi$
# with the shares of a million normal random numbers.

# %% gelu
z = np.linspace(-8, 8, 16_001)
drawn = np.random.default_rng(0).normal(size=1_000_000)
for at in (-0.752, 0.5, np.sqrt(2)):
    assert abs(np.mean(drawn <= at) - normal_cdf(at)) < 0.002
assert np.allclose(slope_of(gelu, z), gelu_derivative(z), atol=1e-6)
assert np.allclose((gelu(z).min(), z[np.argmin(gelu(z))]), (-0.170, -0.752), atol=5e-4)
steepest = np.argmax(gelu_derivative(z))
assert np.allclose((gelu_derivative(z)[steepest], z[steepest]), (1.129, np.sqrt(2)), atol=5e-4)

# %% [markdown]
# The error function takes time to compute, so two approximations are in use: one with tanh, off by at most 0.0005, and
# $z\,\sigma(1.702 z)$, off by at most 0.02. They are different functions all the same: run a network with the one it
# was trained with.

# %% approximations
assert 4e-4 < np.abs(gelu_by_tanh(z) - gelu(z)).max() < 5e-4
assert round(np.abs(swish(z, 1.702) - gelu(z)).max(), 2) == 0.02

# %% [markdown]
# ## Dying ReLUs (9 min)
#
# <!-- syllabus: S2-17 E19 -->
# The ReLU's second weakness: **a unit can die.** One large step can make the bias so negative that $z \le 0$ for
# *every* example. Then the output is always 0, and so is the gradient.
#
# **Find the mistake.** "When inactive, a ReLU never updates."
#
# <details><summary>Answer</summary>
#
# A ReLU that is inactive for some examples learns from the others. It is **dead** only if it is inactive for *all* of
# them. In the first layer it then stays dead under plain gradient descent, without momentum or a penalty: its inputs
# and its weights no longer change. In a deeper layer it may become active again, because its inputs still change.
#
# </details>

# %% W10
W10.show()

# %% [markdown]
# Set the step size to 1.5 and press play. The blue line, the dead units of the first layer, never falls. The line of
# the second layer goes up and down: some units become active again. Why not in the first layer? Here is unit 2 with a
# bias of −100: its gradient is exactly zero, so its weights never change.

# %% dead
params = init_params([64, 6, 10], "he", np.random.default_rng(0))
params[0][1][2] = -100.0
_, grads = mlp_backward(params, digits, labels, "relu", 0.0)
assert dead_units(params, digits)[0][2]
print("largest gradient of each unit:")
print(*(f"{gradient:.3f}" for gradient in np.abs(np.vstack(grads[0])).max(axis=0)))

# %% [markdown]
# <!-- syllabus: S2-15 -->
# What helps? Smaller steps, first of all. It is also common advice to start with biases of 0.1, so that most units are
# active at first. Here are 256 units, with weights whose mean is zero or a little below:

# %% bias_of_a_tenth
shares, labels_of_bars = [], []
for mean in (-0.03, 0.0):
    W = np.random.default_rng(0).normal(size=(64, 256)) * np.sqrt(2 / 64) + mean
    for bias in (0.1, 0.0):
        params = [(W, np.full(256, bias)), (np.zeros((256, 10)), np.zeros(10))]
        shares.append(active_share(params, digits)[0])
        labels_of_bars.append(f"{shares[-1]:.0%} active, {dead_units(params, digits)[0].sum()} dead")
axes = panels(height=2.8)
bars = axes.barh(
    [f"mean {m}\nbias {b}".replace("-", "−") for m in (-0.03, 0.0) for b in (0.1, 0.0)], shares, color=style.SKY
)
axes.bar_label(bars, labels_of_bars, label_type="edge", padding=3)
axes.set(xlim=(0, 1.15), xlabel="active pairs of unit and example")
plt.show()

# %% [markdown]
# It helps, but one large step can undo it. Activations whose left side is not flat do not have the problem: leaky ReLU,
# ELU, swish and GELU.

# %% [markdown]
# ## Which one? (3 min)
#
# | hidden layers | take | because |
# |---|---|---|
# | a first try | ReLU, a small learning rate, initial weights of the right size (Lecture 12) | cheap, slope 1 |
# | many dead units | leaky ReLU, ELU | the left side is not flat |
# | few layers, smooth functions | tanh | centred, smooth |
# | never, in training | step | slope 0 |
#
# Most transformers use GELU or swish. Their authors report small gains for very deep networks; nothing in this lecture
# shows one.
#
# This table is for hidden layers. The activation of the output layer follows from the task (Lecture 5).
#
# ## Three questions (3 min)
#
# **1.** All inputs of a sigmoid layer are multiplied by 10, by mistake. The loss hardly falls. Why?
#
# <details><summary>Answer</summary>
# The standard deviation of z is ten times as large (biases aside), so most units are saturated: their slopes are nearly
# zero, and so are the gradients of this layer and of all layers before it. The outputs, all close to 0 or 1, give no
# hint of it.
# </details>
#
# **2.** After the first epoch, 40% of the pairs of unit and example are inactive in a ReLU layer. Should you worry?
#
# <details><summary>Answer</summary>
# No. Units that are on for some examples and off for others make the network nonlinear; half is usual before training.
# Count the units that are inactive for <em>all</em> examples instead.
# </details>
#
# **3.** Anna writes the slope of the ELU as $\alpha e^z$ for all $z$; her test at $z = -1$ passes. Ben forgets the
# $\alpha$; his test with $\alpha = 1$ passes. What do you advise them?
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
# - An activation must be nonlinear for the forward pass, and have a slope that is not zero for the backward pass.
# - $\sigma' = \sigma(1-\sigma) \le 1/4$, $\tanh' = 1 - \tanh^2 \le 1$, $\mathrm{relu}' = 1$ for $z > 0$ and 0
#   otherwise.
# - Saturated units pass almost no gradient; a ReLU that is inactive for all examples is dead.
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
# To the assignment `p3_activations_and_losses`: you write all of these and their slopes, and the checks do not stop at
# $\beta = 1$. Next, Lecture 5 puts layers together and chooses the last one.
