# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 8 Gradient descent
#
# **What you will be able to do**
#
# - take one step downhill with the right sign, on a line, in a bowl and in the weight space of a network;
# - say in advance which step size will diverge, and cure it by scaling features;
# - name what momentum, Nesterov and decay change in a step;
# - write a step of RMSProp and of Adam, and say what each of their averages is for;
# - tell a local minimum from a saddle, and say why several seeds and some more units help;
# - read a gradient as an error signal that flows back through a network.
#
# Where gradients of networks come from is the subject of the next three lectures. Today they are given.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

from lectures.figures import WIDTH, panels
from lectures.widgetkit import style
from lectures.widgets.w16_quadratic_bowl import WIDGET as W16
from lectures.widgets.w17_wells_and_saddles import WIDGET as W17
from lectures.widgets.w18_xor_seeds import WIDGET as W18
from lectures.widgets.w18b_playground import WIDGET as W18b
from reference_solution.linear.least_squares import add_bias, mse_grad
from reference_solution.networks.network import mlp_backward
from reference_solution.networks.parameters import count_params, flatten, unflatten
from reference_solution.training.gradient_descent import critical_lr, gd_quadratic, gradient_descent
from reference_solution.training.landscapes import double_well, saddle
from reference_solution.training.optimisers import (
    adam_step,
    cosine_lr,
    lr_decay,
    momentum_step,
    nesterov_step,
    rmsprop_step,
    sgd_step,
)
from reference_solution.training.xor_training import xor_success

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## One step (7 min)
#
# <!-- syllabus: S0-31 S1-21 S3-22 E05 -->
# The gradient points to where the loss rises fastest. A step goes the other way, and its length is the gradient's times
# the **learning rate** $\eta$:
#
# $$w^{(t+1)} = w^{(t)} - \eta\, \frac{\partial J}{\partial w}\big(w^{(t)}\big)$$
#
# Why this direction? A short step $d$ changes $J$ by about $\frac{\partial J}{\partial w} \cdot d$. Among all steps of
# one length, this is lowest for the one that points exactly against the gradient.
#
# On the parabola $J = w^2$ from $w = 1$ with $\eta = 0.25$, each step halves the weight: $1 - 0.25 \cdot 2 = 0.5$.

# %% one_step
path = gradient_descent(lambda w: 2 * w, np.array([1.0]), lr=0.25, steps=4)[:, 0]
assert np.allclose(path, 0.5 ** np.arange(5))
line = np.linspace(-1.2, 1.2, 100)
axes = panels(height=2.6)
axes.plot(line, line**2, color=style.BLACK)
axes.plot(path, path**2, "o-", color=style.VERMILION)
axes.set(xlabel="weight w", ylabel="J = w²", title="four steps with η = 0.25")
plt.show()

# %% [markdown]
# **Find the mistake.** "Take a step in the direction of the gradient of the loss."
#
# <details><summary>Answer</summary>
#
# *Against* the gradient of the loss with respect to the weight. The cell tries both: along the gradient the loss
# rises.
#
# </details>

# %% wrong_sign
J = lambda w: float(np.sum(w**2))  # noqa: E731
w = np.array([1.0])
print("start:", J(w), " against:", J(w - 0.25 * 2 * w), " along:", J(w + 0.25 * 2 * w))

# %% [markdown]
# <!-- syllabus: S1-17 E06 -->
# For a linear model with $E = \frac1m \sum_i (w \cdot x_i - y_i)^2$ the gradient is $\frac2m X^\top (Xw - y)$. Here are
# $m = 50$ points near the line $y = 0.7\,x + 1$, with $x$ between 0 and 5; a column of ones carries the intercept.
# Every step changes all weights at once; $t$ is the number of the step:
#
# $$w^{(t+1)} = w^{(t)} + dw, \qquad dw = -\alpha\, \frac{\partial E}{\partial w}$$

# %% least_squares
rng = np.random.default_rng(0)
x = rng.uniform(0, 5, size=50)
A, y = add_bias(x[:, None]), 0.7 * x + 1 + 0.3 * rng.normal(size=50)
w, h = np.array([0.2, -0.1]), 1e-6
E = lambda w: np.mean((A @ w - y) ** 2)  # noqa: E731
assert np.allclose(mse_grad(w, A, y), [(E(w + h * e) - E(w - h * e)) / (2 * h) for e in np.eye(2)])

# %% [markdown]
# ## How long a step may be (12 min)
#
# <!-- syllabus: S1-18 S1-19 -->
# A practical recipe: try $\eta = 1$, then $0.1$, then $0.01$. Here is each on the line above:

# %% recipe
H = 2 / len(A) * A.T @ A
axes = panels(height=2.8)
for lr, colour in ((1.0, style.VERMILION), (0.1, style.BLUE), (0.01, style.GREEN)):
    path = gradient_descent(lambda w: mse_grad(w, A, y), np.zeros(2), lr, steps=60)
    axes.plot([E(w) for w in path], color=colour, label=f"η = {lr:g}")
axes.set(yscale="log", ylim=(0.05, 1e3), xlabel="step", ylabel="E")
axes.legend()
plt.show()
print(f"critical step size 2/λmax: {critical_lr(H):.4f}")

# %% [markdown]
# Why does 1 diverge while 0.1 converges, and why is 0.1 no faster than 0.01? The loss is a bowl with the curvature
# matrix $H = \frac2m X^\top X$. Along each axis of the bowl (an eigenvector of $H$ with eigenvalue $\lambda$) one
# step multiplies the distance to the bottom:
#
# $$d^{(t+1)} = (1 - \eta\lambda)\, d^{(t)}, \qquad \text{so it shrinks only if}\quad 0 < \eta < \frac{2}{\lambda}.$$
#
# The steepest axis decides whether descent converges at all, $\eta < 2/\lambda_{max}$; the flattest decides how long it
# takes. (With 0.1, just below the limit, the steepest axis is the slow one: each step crosses the valley and lands
# almost as far up on the other side.) Their ratio $\kappa = \lambda_{max} / \lambda_{min}$ is the **condition number**.
#
# Could one not take another $\eta$ along each axis, $1/\lambda$? Then one step leads to the bottom: this is **Newton's
# method**, $w - H^{-1}\, \partial J/\partial w$. But the matrix $H$ of a network with a million weights has $10^{12}$
# entries. The methods below make do with one or two numbers for each weight.

# %% factor
curvatures, axes = np.linalg.eigh(H)
best = np.linalg.solve(H, 2 / len(A) * A.T @ y)
distance = (gd_quadratic(H, H @ best, np.zeros(2), 0.02, 3) - best) @ axes
assert np.allclose(distance[3], (1 - 0.02 * curvatures) ** 3 * distance[0])
assert np.allclose(-np.linalg.solve(H, mse_grad(np.zeros(2), A, y)), best)  # one Newton step, from 0
for share in (0.99, 1.01):
    ends = gd_quadratic(H, H @ best, np.zeros(2), share * critical_lr(H), 600)
    print(f"{share} × critical: distance {np.linalg.norm(ends[-1] - best):.3g}")

# %% [markdown]
# The bowl below has two features. Make the second one larger, and look at the green part of the right bar: these are
# the step sizes that converge. The picture starts with one that lies just outside.

# %% W16
W16.show()

# %% [markdown]
# Features of one size make the bowl round. That is the reason for standardising inputs. For the 50 points above it
# makes the critical step ten times as long, and no axis lags behind the others:

# %% scaling
scaled = add_bias(((x - x.mean()) / x.std())[:, None])
print("        condition number  critical step")
for name, X in (("raw", A), ("scaled", scaled)):
    bowl = 2 / len(X) * X.T @ X
    print(f"{name:6}  {np.linalg.cond(bowl):16.2f}  {critical_lr(bowl):13.3f}")

# %% [markdown]
# ## Momentum, Nesterov, decay (7 min)
#
# <!-- syllabus: S1-18 E09 -->
# In a long valley plain steps zigzag. **Momentum** keeps a velocity $v$ that forgets slowly:
#
# $$v \leftarrow \mu v - \eta\, g(w) \qquad w \leftarrow w + v$$
#
# **Nesterov**'s momentum takes the gradient $g$ where the velocity is about to lead:
#
# $$v \leftarrow \mu v - \eta\, g(w + \mu v) \qquad w \leftarrow w + v$$
#
# **Decay** shortens the steps with time:
#
# $$\eta_t = \frac{\eta}{1 + \text{decay} \cdot t}$$
#
# Under a constant gradient $g$ the velocity grows to $-\eta g / (1 - \mu)$: with $\mu = 0.9$ ten times the plain step.
# *By hand,* $g = 1$, $\eta = 0.1$, $\mu = 0.9$: $v = -0.1$, then $-0.9\cdot 0.1 - 0.1 = -0.19$, then $-0.271$, and so
# on towards $-1$. You can try both methods in the bowl above.
#
# **How much does momentum gain?** Take a bowl with the curvatures 1 and $\kappa$, give each method its best $\eta$ and
# $\mu$, and count the steps until a millionth of the distance is left. The number of plain steps grows like $\kappa$,
# with momentum only like its square root: 691 and 93 steps for $\kappa = 100$.

# %% momentum
params, velocity = [(np.zeros((1, 1)), np.zeros(1))], [(np.zeros((1, 1)), np.zeros(1))]
pull = [(np.ones((1, 1)), np.zeros(1))]
for _ in range(100):
    params, velocity = momentum_step(params, pull, velocity, lr=0.1, momentum=0.9)
assert np.isclose(velocity[0][0][0, 0], -0.1 / (1 - 0.9), rtol=1e-4)
assert np.isclose(lr_decay(0.1, 1e-6, 1_000_000), 0.1 / 2)


def steps_needed(kappa, lr, momentum):
    """Steps until a millionth of the distance to the bottom is left."""
    w, v, steps = np.ones(2), np.zeros(2), 0
    while np.linalg.norm(w) > 1e-6 * np.sqrt(2):
        v = momentum * v - lr * np.array([1, kappa]) * w
        w, steps = w + v, steps + 1
    return steps


kappas = np.geomspace(2, 1000, 12)
plain = [steps_needed(k, 2 / (1 + k), 0.0) for k in kappas]
roots = np.sqrt(kappas)
heavy = [steps_needed(k, (2 / (1 + r)) ** 2, ((r - 1) / (r + 1)) ** 2) for k, r in zip(kappas, roots, strict=True)]
assert (steps_needed(100, 2 / 101, 0.0), steps_needed(100, (2 / 11) ** 2, (9 / 11) ** 2)) == (691, 93)
axes = panels(height=2.6)
axes.plot(kappas, plain, "o-", color=style.VERMILION)
axes.plot(kappas, heavy, "o-", color=style.BLUE)
axes.text(90, 1400, "plain, η = 2 / (1 + κ)", ha="right", color=style.VERMILION)
axes.text(1000, 8, "momentum, μ = ((√κ − 1) / (√κ + 1))²", ha="right", color=style.BLUE)
axes.set(xscale="log", yscale="log", ylim=(5, 2e4), xlabel="condition number κ", ylabel="steps")
plt.show()

# %% [markdown]
# These best values need the curvatures, which nobody knows for a network. There $\mu = 0.9$ is the usual choice, and
# $\eta$ is found by trying.
#
# A trap in Python: `nesterov = 'False'` switches Nesterov **on**, because a string that is not empty counts as true.
# With momentum 0 nobody notices, for then both are the plain step:

# %% truthy
print("bool('False') is", bool("False"))
still = [(np.zeros((1, 1)), np.zeros(1))]
start = [(np.ones((1, 1)), np.zeros(1))]
assert sgd_step(start, pull, 0.1)[0][0] == nesterov_step(start, pull, still, 0.1, 0.0)[0][0][0]

# %% [markdown]
# ## A step size for each weight (9 min)
#
# In a long valley one $\eta$ cannot suit all directions: it is too large across, and too small along. **RMSProp** keeps
# a running mean $s$ of each weight's squared gradient, and divides by its root:
#
# $$s \leftarrow \beta s + (1-\beta)\, g^2 \qquad w \leftarrow w - \eta\, \frac{g}{\sqrt s + \epsilon}$$
#
# (Its forerunner **Adagrad** adds the squares up, so its steps get ever shorter.) **Adam** does the same as RMSProp,
# with a running mean $m$ of the gradient in place of the gradient itself:
#
# $$m \leftarrow \beta_1 m + (1-\beta_1)\, g \qquad s \leftarrow \beta_2 s + (1-\beta_2)\, g^2 \qquad
# w \leftarrow w - \eta\, \frac{m / (1-\beta_1^t)}{\sqrt{s / (1-\beta_2^t)} + \epsilon}$$
#
# All operations are elementwise. Both means start at zero, so after $t$ steps of a constant gradient they hold only the
# share $1 - \beta^t$ of it; Adam divides by that share (*bias correction*). Usual settings are $\beta_1 = 0.9$,
# $\beta_2 = 0.999$, $\epsilon = 10^{-8}$ and $\eta = 10^{-3}$. *By hand,* the first step of Adam: $m = 0.1\,g$ and $s =
# 0.001\,g^2$, after the correction $g$ and $g^2$, so the step is $-\eta\, g/|g|$. Whatever the size of the gradient, it
# is $\eta$ long in each coordinate:

# %% adam
start, zero = [(np.array([[1.0]]), np.array([1.0]))], [(np.zeros((1, 1)), np.zeros(1))]
unequal = [(np.array([[1e-3]]), np.array([1e3]))]
print("gradient   0.001        1000")
for name, [(w, b)] in (
    ("plain", sgd_step(start, unequal, 0.1)),
    ("Adam", adam_step(start, unequal, zero, zero, t=1, lr=0.1)[0]),
):
    print(f"{name:5}  1 → {w[0, 0]:.4f}  1 → {b[0]:.4f}")

# %% [markdown]
# Four methods in one valley, thirty steps each, from the same place. Plain steps jump from wall to wall; momentum
# swings and is fast along the floor. RMSProp begins with equally long steps along both axes, however steep the valley
# is along each, and then shortens the one across. Adam begins in the same way, and its running mean carries it past the
# minimum.

# %% valley
valley = np.array([0.2, 4.0])  # curvatures along and across
methods = {
    "plain, η = 0.45": lambda p, g, m, s, t: (sgd_step(p, g, 0.45), m, s),
    "momentum 0.8, η = 0.1": lambda p, g, m, s, t: (*momentum_step(p, g, m, 0.1, 0.8), s),
    "RMSProp, η = 0.2": lambda p, g, m, s, t: ((done := rmsprop_step(p, g, s, lr=0.2))[0], m, done[1]),
    "Adam, η = 0.3": lambda p, g, m, s, t: adam_step(p, g, m, s, t, lr=0.3),
}
figure, axes = plt.subplots(2, 2, figsize=(WIDTH, 5), sharex=True, sharey=True, layout="constrained")
across, up = np.meshgrid(np.linspace(-5, 1.5, 90), np.linspace(-2, 2, 60))
for panel, (name, method) in zip(axes.flat, methods.items(), strict=True):
    place = [(np.array([[-4.5], [1.5]]), np.zeros(1))]
    first, second = ([(np.zeros((2, 1)), np.zeros(1))] for _ in range(2))
    path = [place[0][0].ravel()]
    for t in range(1, 31):
        g = [(valley[:, None] * place[0][0], np.zeros(1))]
        place, first, second = method(place, g, first, second, t)
        path.append(place[0][0].ravel())
    panel.contour(across, up, (valley[0] * across**2 + valley[1] * up**2) / 2, levels=12, colors="0.8")
    panel.plot(*np.transpose(path), "o-", color=style.VERMILION, markersize=3)
    panel.plot(0, 0, "P", color=style.GREEN, markersize=10)
    panel.set_title(name)
plt.show()

# %% [markdown]
# Is Adam better, then? It needs less tuning; well tuned momentum often ends at least as low. Both profit from a
# learning rate that changes: small at first, while the running means fill (*warm-up*), large in the middle, and small
# at the end, when noise keeps the loss up. That is a **schedule**; half a cosine is a common one.

# %% schedule
steps = np.arange(200)
axes = panels(height=2.6)
axes.plot(steps, [cosine_lr(0.1, t, 200, warmup=20) for t in steps], label="warm-up, then a cosine")
axes.plot(steps, [lr_decay(0.1, 0.05, t) for t in steps], label="η / (1 + 0.05 t)")
axes.set(xlabel="step t", ylabel="learning rate", ylim=(0, 0.14))
axes.legend()
plt.show()

# %% [markdown]
# ## Weight space (6 min)
#
# <!-- syllabus: S0-32 -->
# A network's weights and biases, written one after the other, are **one point**. A net with widths 3, 4, 2 lives in 26
# dimensions, one with 3, 4, 4, 1 in 41. Going downhill there follows the same rule, for all coordinates at once.

# %% weight_space
sizes = [3, 4, 2]
assert (count_params(sizes), count_params([3, 4, 4, 1])) == (26, 41)
point = rng.normal(size=count_params(sizes))
params = unflatten(point, sizes)
assert np.array_equal(flatten(params), point)  # there and back

# %% [markdown]
# <!-- syllabus: S0-33 E04 -->
# The loss is a mean over examples, and the derivative of a mean is the mean of the derivatives:
#
# $$\frac{\partial J}{\partial w} = \frac1N \sum_{i=1}^N \frac{\partial \ell_i}{\partial w}$$
#
# It is the gradients $d\ell_i/dw$ of single losses that are averaged; $J$ is an average already.

# %% mean_gradient
X, labels = rng.normal(size=(6, 3)), rng.integers(2, size=6)
batch = flatten(mlp_backward(params, X, labels, "tanh", 0.0)[1])
singles = [flatten(mlp_backward(params, X[i : i + 1], labels[i : i + 1], "tanh", 0.0)[1]) for i in range(6)]
assert np.allclose(batch, np.mean(singles, axis=0))

# %% [markdown]
# <!-- syllabus: S4-11 S4-14 S0-44 E03 -->
# Gradient descent needs one property of a network: its loss is a differentiable function of the parameters. With ReLUs
# it is, almost everywhere.
#
# Backpropagation gets the slope in one sweep (Lecture 10), and **stochastic** gradient descent takes it from a few
# examples at a time (Lecture 12). Computing gradients and using them are separate jobs: an optimiser does not ask where
# its gradients come from. That also holds for Adam.

# %% any_source
loss = lambda point: mlp_backward(unflatten(point, sizes), X, labels, "tanh", 0.0)[0]  # noqa: E731
by_differences = np.array([(loss(point + h * e) - loss(point - h * e)) / (2 * h) for e in np.eye(len(point))])
zero = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
for step in (sgd_step, lambda p, g, lr: adam_step(p, g, zero, zero, t=1, lr=lr)[0]):
    ends = [flatten(step(params, unflatten(grads, sizes), 0.1)) for grads in (batch, by_differences)]
    assert np.allclose(*ends, atol=1e-5)

# %% [markdown]
# ## Where downhill ends (8 min)
#
# <!-- syllabus: S1-20 -->
# The losses of a linear model in Lecture 1, squared, hinge and logistic, are **convex** in the weights: a straight line
# between two points of the graph never runs below the graph. So every minimum is as low as any other. The loss of a
# network is not convex. Here are two landscapes, as small as possible. The first has two wells,
# $J = \frac14 (w^2 - 1)^2 + 0.2\, w$, with the lower one on the left. The second is a network of two weights in a row,
# $J = \frac12 (w_1 w_2 - 1)^2$. At the origin its slope is zero, but that is no minimum: the loss rises along one
# diagonal and falls along the other.

# %% wells
for start, end in ((-1.5, -1.088), (1.5, 0.879)):
    w = gradient_descent(lambda w: double_well(w)[1], np.array([start]), 0.1, 300)[-1]
    assert np.isclose(w[0], end, atol=1e-3)
    assert abs(double_well(w)[1][0]) < 1e-6
columns = [(saddle(h * e)[1] - saddle(-h * e)[1]) / (2 * h) for e in np.eye(2)]
assert np.all(saddle(np.zeros(2))[1] == 0)
assert np.allclose(np.linalg.eigvalsh(np.array(columns)), (-1, 1))  # down along one diagonal, up along the other

# %% W17
W17.show()

# %% [markdown]
# So a gradient of zero does not say that this is a minimum, nor that it is the lowest one. Where descent ends depends
# on the initial weights. Only a start on one exact line ends in a saddle, but passing near one can cost many steps.
#
# ## XOR, from many initial weights (6 min)
#
# <!-- syllabus: S0-26 -->
# Lecture 3 wrote XOR's weights down by hand. With a differentiable activation one can *look* for them by going
# downhill. Whether one finds them depends on the initial weights: count.

# %% xor
widths = (2, 3, 4, 8)
axes = panels(height=2.6)
for shift, kind in ((-0.2, "tanh"), (0.2, "relu")):
    found = [int(xor_success(H, kind, seeds=100, steps=500).sum()) for H in widths]
    bars = axes.bar(np.arange(4) + shift, found, width=0.38, label=kind)
    axes.bar_label(bars)
axes.set_xticks(range(4), widths)
axes.set(ylim=(0, 135), yticks=range(0, 101, 25), xlabel="hidden units", ylabel="solved, of 100 seeds")
axes.legend(loc="upper left", ncols=2)
plt.show()

# %% W18
W18.show()

# %% [markdown]
# Where do the others end? At weights for which two, three or all four of the examples give nearly the same output,
# though they belong to different classes. The best such an output can be is the share of class 1 among them: ½, or ⅓ or
# ⅔. With all four alike that is ½, and the loss is $\ln 2$.
#
# More units help both activations. Among eight some nearly always begin near a useful direction, and the others do no
# harm.
#
# ## The errors on their way back (7 min)
#
# How does a hidden unit find out in which direction to change? Here is a network in training, with the error signals
# made visible: on every unit $\delta = \partial \ell / \partial z$ of every example as a dot (purple: raising $z$ would
# raise the loss; green: lower it), and on every edge, below the weight, what comes back. Take one step at a time.

# %% W18b
W18b.show()

# %% [markdown]
# Follow the worst example, which is ringed, backwards. Every edge carries $w \cdot \delta$ back, with the $\delta$ of
# the unit it ends in. A hidden unit adds up what arrives and multiplies by its own slope: that is its $\delta$. The
# gradient of a weight is the activation where its edge begins times the $\delta$ where it ends. That is all of
# backpropagation; the next three lectures say why it is right.
#
# ## Three questions (4 min)
#
# **1.** You measure a feature in millimetres instead of metres. What must $\eta$ become, if that feature was the
# largest already?
#
# <details><summary>Answer</summary>
#
# The column becomes a thousand times larger, its curvature a million times, and that curvature is about
# $\lambda_{max}$. So $\eta$ must become about a million times smaller, and then all other weights hardly move. Better:
# rescale the feature.
#
# </details>
#
# **2.** A loss falls fast, then hardly at all, and the gradient is tiny. Is it a minimum?
#
# <details><summary>Answer</summary>
#
# The gradient cannot tell: it is zero at minima and at saddles, and small on plateaus. Go on for a while, add momentum,
# or start elsewhere and compare.
#
# </details>
#
# **3.** With momentum 0.9 you find that the best $\eta$ is about a tenth of that of plain steps. Chance?
#
# <details><summary>Answer</summary>
#
# No: where the gradient hardly changes over ten steps, the velocity grows to $\eta g/(1 - 0.9)$, ten times the plain
# step. So a tenth of the $\eta$ makes equally long steps.
#
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** For $J = (w_1^2 + 25 w_2^2)/2$, find by trying the largest step size that converges, and compare with
# $2/\lambda_{max}$.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# h = np.array([1.0, 25.0])
#
#
# def ends(lr):
#     w = np.ones(2)
#     for _ in range(2000):
#         w = w - lr * h * w
#     return np.linalg.norm(w)
#
#
# assert ends(0.079) < 1
# assert ends(0.081) > 1  # 2 / 25 = 0.08
# ```
#
# </details>
#
# **2.** Write momentum for one weight, and show that under a constant gradient the velocity tends to $-\eta g/(1-\mu)$.
#
# <details><summary>Solution</summary>
#
# ```python
# v = 0.0
# for _ in range(500):
#     v = 0.9 * v - 0.1 * 2.0
# assert abs(v + 0.1 * 2.0 / (1 - 0.9)) < 1e-9
# ```
#
# </details>
#
# **3.** Write Adam for an array, and show that its first step is $\eta$ long in each entry, whatever the gradient.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# g = np.array([1e-3, -7.0, 1e5])
# m, s, t = 0.1 * g, 0.001 * g**2, 1  # from zero, with the usual betas
# step = 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-12)
# assert np.allclose(step, 0.01 * np.sign(g))
# ```
#
# </details>
#
# ## In short
#
# - A step: $w \leftarrow w - \eta\, \partial J/\partial w$; in a bowl it converges for $\eta < 2/\lambda_{max}$.
# - Features of one size make the bowl round; the condition number says how slow a valley is.
# - Momentum: $v \leftarrow \mu v - \eta g$, $w \leftarrow w + v$; a constant gradient is followed $1/(1-\mu)$ times as
#   fast.
# - Adam divides a running mean of $g$ by the root of a running mean of $g^2$.
# - A gradient of zero may be a minimum, a saddle or a plateau.
#
# ## History and reading
#
# Cauchy (1847) described steepest descent, Robbins and Monro (1951) steps on noisy gradients, Polyak (1964) momentum,
# Nesterov (1983) his look-ahead, Kingma and Ba (2015) Adam.
#
# - G. Goh, *Why momentum really works*, 2017 (online)
# - D. Kingma, J. Ba, *Adam: a method for stochastic optimization*, 2015
# - S. Ruder, *An overview of gradient descent optimization algorithms*, 2016
# - Y. Dauphin and others, *Identifying and attacking the saddle point problem*, 2014
# - L. Bottou, F. Curtis, J. Nocedal, *Optimization methods for large-scale machine learning*, 2018
#
# ## Where it leads
#
# To the assignment `p7_training`: you write `gd_quadratic`, `critical_lr`, `sgd_step`, `lr_decay`, `momentum_step`,
# `nesterov_step` and `adam_step`; the rest of it waits for Lecture 12. Lectures 9 to 11 compute the gradients.
