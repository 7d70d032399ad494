# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 6 What a network can represent
#
# **What you will be able to do**
#
# - say when one model is more expressive than another, and prove it by giving weights;
# - show that any number of linear layers equals one linear layer, and say what rank it can have;
# - build a network for a given curve by hand, from bumps or from ReLUs, and bound its error beforehand;
# - state the universal approximation theorem with all its conditions, and show what fails without each;
# - say what the theorem does not promise.

# %% setup
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from lectures.figures import panels
from lectures.widgetkit import style
from lectures.widgets.w14_linear_collapse import WIDGET as W14
from lectures.widgets.w15_bump_builder import WIDGET as W15
from reference_solution.activations.maxout import maxout_forward
from reference_solution.activations.relu_family import relu
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.expressivity.bumps import bump_net, nielsen_curve, tower_net, towers_needed
from reference_solution.expressivity.hypothesis_spaces import linear_as_relu, relu_as_maxout, widen
from reference_solution.expressivity.linear_collapse import collapse_linear
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.expressivity.universality import fit_output_layer
from reference_solution.logic.threshold import step, threshold_forward
from reference_solution.networks.network import mlp_forward
from reference_solution.training.xor_training import xor_success

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True)
rng = np.random.default_rng(6)

# %% [markdown]
# ## Hypothesis spaces (6 min)
#
# <!-- syllabus: S0-19 E23 -->
# An architecture with given weights is a function. The functions for all possible weights together are the **hypothesis
# space** $\mathcal H$ of the architecture. XOR, for example, is not in the hypothesis space of a single threshold unit
# (Lecture 2). Two architectures are compared by inclusion:
#
# $$\mathcal H_B \subseteq \mathcal H_A \;\;\Longrightarrow\;\; A \text{ can represent all that } B \text{ can.}$$
#
# A is *more* expressive than B if it can also represent something that B cannot.
#
# To prove an inclusion, take any function of B and give weights with which A is the same function. Three examples, each
# checked on fifty random inputs: a linear layer is a ReLU network, since $z = \mathrm{relu}(z) - \mathrm{relu}(-z)$; a
# narrow network is a wide one whose other units have output weight 0; a ReLU layer is a maxout layer.

# %% inclusions
X = rng.normal(size=(50, 3))
W, b = rng.normal(size=(3, 2)), rng.normal(size=2)
as_relu = mlp_forward(linear_as_relu(W, b), X, "relu")[0]  # z = relu(z) - relu(-z)
assert np.allclose(as_relu, X @ W + b)  # a linear layer is a ReLU network

net = [(rng.normal(size=(3, 4)), rng.normal(size=4)), (rng.normal(size=(4, 1)), np.zeros(1))]
wider = widen(net, layer=0, extra=5)  # units that nothing reaches and nobody reads
assert np.allclose(mlp_forward(wider, X, "tanh")[0], mlp_forward(net, X, "tanh")[0])  # narrow is wide

as_maxout, _ = maxout_forward(X, *relu_as_maxout(W, b))  # max(z, 0)
assert np.allclose(as_maxout, relu(X @ W + b))  # a ReLU layer is a maxout layer

# %% [markdown]
# In the first example, ReLU networks are *more* expressive. The function $|x|$ has the values 1, 0, 1 at −1, 0, 1, so
# it is not linear. Two ReLUs compute it exactly: $|x| = \mathrm{relu}(x) + \mathrm{relu}(-x)$.

# %% absolute
x = np.linspace(-1, 1, 101)[:, None]
absolute = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]
assert np.allclose(mlp_forward(absolute, x, "relu")[0], np.abs(x))
w, c = fit_output_layer(x, np.abs(x))
axes = panels(height=2.4)
axes.plot(x, relu(x), "--", color=style.BLUE)
axes.plot(x, relu(-x), "--", color=style.VERMILION)
axes.plot(x, np.abs(x), color=style.BLACK, alpha=0.4, linewidth=6)
axes.plot(x, x @ w + c, color=style.GREEN)
axes.text(-0.2, 0.55, "the best line", color=style.GREEN)
axes.set(xlabel="x", xticks=(-1, -0.5, 0, 0.5, 1), title="|x| = relu(x) + relu(−x)")
plt.show()

# %% [markdown]
# ## Linear layers collapse (9 min)
#
# <!-- syllabus: S0-21 S3-05 -->
# What if all hidden layers are linear? With columns and without biases, $y = W^{(3)}W^{(2)}W^{(1)}x = W'x$: a single
# layer. In this course one example is a row, so the order of the factors is reversed. With biases,
#
# $$\begin{aligned}
# & ((XW_1 + b_1)W_2 + b_2)W_3 + b_3 \\
# &= X\underbrace{W_1W_2W_3}_{W'} + \underbrace{b_1W_2W_3 + b_2W_3 + b_3}_{b'}
# \end{aligned}$$

# %% collapse
sizes = [3, 5, 2, 4]
deep = [(rng.normal(size=(m, n)), rng.normal(size=n)) for m, n in pairwise(sizes)]
(W1, b1), (W2, b2), (W3, b3) = deep
W, b = collapse_linear(deep)
assert np.allclose(b, b1 @ W2 @ W3 + b2 @ W3 + b3)
assert np.allclose(mlp_forward(deep, X, "identity")[0], X @ W + b)
assert np.linalg.matrix_rank(W) == 2

# %% [markdown]
# So a deep linear network is *exactly* as expressive as linear regression, and less if a hidden layer is narrow: the
# rank of a product is at most the smallest rank of its factors. In the cell, $W'$ has the shape (3, 4), but rank 2,
# because one hidden layer has only two units. In the demo a grid and a circle go through the layers.

# %% W14
W14.show()

# %% [markdown]
# The circle becomes an ellipse; apart from the picture's scale, its half axes are the singular values of $W'$. Add
# layers: straight lines stay straight, and a single layer, dashed, does the same. Make one layer one unit wide: only a
# line is left. Now choose tanh: the lines bend, and no single linear layer can do the same.

# %% [markdown]
# ## Almost linear is not linear (7 min)
#
# <!-- syllabus: S0-23 -->
# A ReLU is linear except for one kink. This kink is enough. Let a curve be given at the points $x_0 < x_1 < \dots <
# x_n$. The unit $\mathrm{relu}(x - x_i)$ is 0 up to $x_i$ and has slope 1 beyond. So its output weight is a *change of
# slope* at $x_i$. With the slopes $s_i$ between the points,
#
# $$y(x) = y_0 + \sum_{i=0}^{n-1} (s_i - s_{i-1})\,\mathrm{relu}(x - x_i), \qquad s_i = \frac{y_{i+1}-y_i}{x_{i+1}-x_i},
# \quad s_{-1} = 0.$$
#
# The graph is a broken line through the given points, and nothing was trained. *By hand:* the points $(0, 1)$,
# $(1, 3)$, $(3, 2)$, $(4, 2.5)$ have the slopes 2, −0.5 and 0.5, so the output weights are 2, −2.5 and 1.

# %% hats
knots, heights = np.array([0.0, 1.0, 3.0, 4.0]), np.array([1.0, 3.0, 2.0, 2.5])
broken = relu_interpolant(knots, heights)
assert np.allclose(mlp_forward(broken, knots[:, None], "relu")[0].ravel(), heights)
x = np.linspace(0, 4, 201)
assert np.allclose(broken[1][0].ravel(), [2, -2.5, 1])
axes = panels(height=3.2)
for knot, change in zip(knots[:-1], broken[1][0].ravel(), strict=True):
    axes.plot(x, change * relu(x - knot), "--", label=f"{change:+g} relu(x − {knot:.0f})".replace("-", "−"))
axes.plot(x, mlp_forward(broken, x[:, None], "relu")[0], color=style.BLACK)
axes.plot(knots, heights, "o", color=style.BLACK)
axes.set(xlabel="x", ylim=(-8, 15), title="a broken line, and its three ReLUs")
axes.legend(loc="upper left")
plt.show()

# %% [markdown]
# ## A bump of two units (8 min)
#
# <!-- syllabus: S3-07 -->
# Now with steps. A unit with weight $k > 0$ and bias $-ke$ switches on at $x = e$. Take two of them, at $e_0$ and at
# $e_1$, with opposite output weights $h$ and $-h$:
#
# $$\begin{aligned} & h\,\mathrm{step}(k(x - e_0)) - h\,\mathrm{step}(k(x - e_1)) \\
# &= h \text{ for } e_0 < x \le e_1, \text{ and } 0 \text{ elsewhere.} \end{aligned}$$
#
# With sigmoids in place of steps the corners are round. The steepness $k$ must scale the weight *and* the bias: for $k
# = 30$ and an edge at $e = 0.4$ the bias is $-12$. At a distance $d$ from both edges, the two sigmoids differ from the
# steps by at most $2h\,\sigma(-kd)$ together.

# %% bump
x = np.array([[-0.3], [0.2], [0.5], [0.8], [1.3]])
bump = bump_net(np.array([0.0, 1.0]), np.array([2.0]), steepness=30.0)
off = np.abs(threshold_forward(bump, x) - mlp_forward(bump, x, "sigmoid")[0])
assert np.all(off <= 2 * 2 * sigmoid(np.array(-30 * 0.2)))  # the bound for h = 2 and d = 0.2

# %% drawn_bumps
line = np.linspace(-0.6, 4.6, 600)[:, None]
edges, tops = np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([1.0, 2.5, 2.0, 0.5])
axes = panels(height=2.8)
for steepness, colour in ((8.0, style.SKY), (60.0, style.BLUE)):
    axes.plot(line, mlp_forward(bump_net(edges, tops, steepness), line, "sigmoid")[0], color=colour)
axes.plot(line, threshold_forward(bump_net(edges, tops, 60.0), line), "--", color=style.VERMILION, linewidth=1.5)
axes.set(xlabel="input x", ylabel="output", title="four bumps: steps (dashed), sigmoids")
plt.show()

# %% [markdown]
# **In the plane**, a bump along $x_1$ is an endless ridge. A bump along $x_1$ plus one along $x_2$ is a *cross*: 2 in
# the middle, 1 on its arms. No output weights of these units remove the arms. A second hidden layer does: a unit that
# fires only where *both* bumps are on. The result is called a tower. (It is Lecture 3's AND of four half-planes.)

# %% cross
edges = np.hstack([np.eye(2), np.eye(2)]), np.array([0.0, 0.0, -1.0, -1.0])
cross = [edges, (np.array([[1.0], [1.0], [-1.0], [-1.0]]), np.zeros(1))]
tower = tower_net(np.zeros((1, 2)), np.ones((1, 2)), np.ones(1))
axis = np.linspace(-1, 2, 150)
plane = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
for axes, net, count in zip(panels(2, height=3), (cross, tower), ("one hidden layer", "two"), strict=True):
    picture = threshold_forward(net, plane).reshape(150, 150)
    axes.imshow(picture, extent=(-1, 2, -1, 2), origin="lower", cmap="Blues", vmin=0, vmax=3.5)
    axes.text(0.5, 0.5, f"{picture.max():.0f}", ha="center", va="center")
    axes.text(-0.5, 0.5, f"{picture[75, 10]:.0f}", ha="center", va="center")
    axes.set(title=count, xlabel="$x_1$", ylabel="$x_2$")
    axes.grid(visible=False)
plt.show()

# %% [markdown]
# ## Any curve, with an error bound (12 min)
#
# <!-- syllabus: S3-08 S2-26 S0-22 -->
# Cut $[0, 1]$ into $N$ intervals, and put a bump on each, as high as the curve is in the middle of the interval. This
# is the visual proof of Michael Nielsen's book (chapter 4), with his curve. How large can the error be? No point of an
# interval is farther than $1/2N$ from its middle, and over that distance the curve changes by at most its steepest
# slope $L$ times $1/2N$. A broken line of ReLUs follows the slope as well; its error depends on the second derivative,
# which is at most $M$ in size:
#
# $$\text{steps: } \max |y - f| \le \frac{L}{2N} \qquad\qquad \text{ReLUs: } \max |y - f| \le \frac{M}{8N^2}$$
#
# Begin with one unit, go on to one bump, then to all of them. The bound is dashed in the picture; it is known *before*
# the network is run. Then drag the dot in the picture of the largest error.

# %% W15
W15.show()

# %% [markdown]
# Try *sigmoids* of low steepness: more bumps soon stop helping, because each reaches into its neighbours. Try *your own
# curve*: at its corners there is no second derivative, so the error of the ReLUs falls only like $1/N$, unless the
# corners are among the points. Try *a jump*: there is no bound at all. Here is the largest error for five values of
# $N$:

# %% rates
x = np.linspace(0, 1, 10_001)[1:]
slope = np.abs(np.diff(nielsen_curve(x)) / np.diff(x))
L, M = slope.max(), np.abs(np.diff(nielsen_curve(x), 2)).max() / (x[1] - x[0]) ** 2
counts, steps_off, relus_off = np.array([10, 20, 40, 80, 160]), [], []
for N in counts:
    e = np.linspace(0, 1, N + 1)
    stairs = bump_net(e, nielsen_curve((e[:-1] + e[1:]) / 2), steepness=1.0)
    leaning = relu_interpolant(e, nielsen_curve(e))
    steps_off.append(np.abs(threshold_forward(stairs, x[:, None]).ravel() - nielsen_curve(x)).max())
    relus_off.append(np.abs(mlp_forward(leaning, x[:, None], "relu")[0].ravel() - nielsen_curve(x)).max())
axes = panels(height=2.8)
for off, promise, colour, name in (
    (steps_off, L / 2 / counts, style.BLUE, "steps"),
    (relus_off, M / 8 / counts**2, style.VERMILION, "ReLUs"),
):
    assert np.all(off <= promise * 1.01)
    axes.plot(counts, off, "o-", color=colour, label=name)
    axes.plot(counts, promise, "--", color=colour, linewidth=1.5)
axes.set(xscale="log", yscale="log", xlabel="pieces N", title="largest error, and its bound (dashed)")
axes.legend(loc="lower left")
plt.show()

# %% [markdown]
# With twice as many pieces, the error is half as large for steps, and a quarter for ReLUs.

# %% [markdown]
# ## The theorem, word by word (8 min)
#
# <!-- syllabus: S2-24 S3-10 E11 -->
# One often reads that networks "can approximate any function". The **universal approximation theorem** (Cybenko 1989,
# Hornik 1991, Leshno and others 1993) says it precisely:
#
# > For every **continuous** $f$ on a **compact** set and every $\varepsilon > 0$ there are a number of hidden units
# > and weights, **biases** among them, such that a network with one hidden layer and a **linear output** is within
# > $\varepsilon$ of $f$ *everywhere on that set*, if the activation is continuous and **not a polynomial**.
#
# Older versions ask for more. Hornik, Stinchcombe and White (1989) assume a *squashing* activation, which rises from 0
# to 1; Cybenko (1989) a continuous *sigmoidal* one, which has the same limits but need not rise everywhere. Let us test
# the conditions. The figure takes random hidden units, finds the best output layer by least squares, and violates one
# condition after the other:


# %% hypotheses
def best_error(f, n, target, biases=True):
    """How far the best network with n random hidden units is from the target, on [-1, 1]."""
    draw = np.random.default_rng(0)
    t = np.linspace(-1, 1, 401)[:, None]
    w, b = draw.normal(scale=4, size=(1, n)), draw.uniform(-4, 4, size=n)
    H = f(t @ w + biases * b)
    V, c = fit_output_layer(H, target(t))
    return np.abs(H @ V + c - target(t)).max()


counts = (3, 10, 30, 100, 300)
axes = panels(height=3.2)
for name, f in {"tanh": np.tanh, "ReLU": relu, "step": step, "z³ − z": lambda z: z**3 - z}.items():
    errors = [best_error(f, n, lambda t: np.sin(5 * t)) for n in counts]
    axes.plot(counts, np.maximum(errors, 1e-9), "o-", label=name)
odd = [best_error(np.tanh, n, lambda t: np.cos(5 * t), biases=False) for n in counts]
axes.plot(counts, odd, "o--", color=style.BLACK, label="tanh, no biases")
axes.set(xscale="log", yscale="log", ylim=(1e-9, 10), xlabel="hidden units, random", ylabel="largest error")
axes.legend(loc="lower left")
plt.show()
assert errors[-1] > 0.5  # the polynomial, with 300 units
assert odd[-1] > 0.9

# %% [markdown]
# Each condition is needed:
#
# - **Not a polynomial.** A sum of cubics is a cubic, however many are added. Its error stays large.
# - **Biases.** Without biases in the hidden layer, tanh units are odd functions, and so is their weighted sum, apart
#   from a constant. The target of the dashed line is $\cos 5x$, which is even.
# - **Compact.** A ReLU network that follows $\sin\, x$ on $[{-\pi}, \pi]$ is a straight line farther out (next figure).
# - **Continuous.** A sum of continuous units cannot jump. Where $f$ jumps, the error is at least half of the jump
#   (choose *a jump* above).
# - **Linear output.** A sigmoid output never reaches 2.
#
# (Steps are not continuous, and yet their error falls. The condition on the activation can be weakened, but polynomials
# stay excluded.)
#
# The figure does not show that ReLUs are bad. Between two kinks a ReLU network is straight, and random kinks are not
# where they are needed; random tanhs are smooth, like this target. If the kinks are placed at equal distances $h$, as
# above, the error is at most $M h^2/8$.

# %% outside
t = np.linspace(-np.pi, np.pi, 200)
wave = relu_interpolant(t, np.sin(t))
u = np.linspace(-3 * np.pi, 3 * np.pi, 601)
axes = panels(height=2.4)
axes.axvspan(-np.pi, np.pi, color=style.PALE)
axes.plot(u, np.sin(u), color=style.BLACK, linewidth=1.5)
axes.plot(u, mlp_forward(wave, u[:, None], "relu")[0], "--", color=style.VERMILION)
axes.set(xlabel="x", ylim=(-3, 3), title="sin x, and a network for the grey part")
plt.show()

# %% [markdown]
# ## What the theorem does not promise (7 min)
#
# <!-- syllabus: S0-27 S2-25 -->
# The theorem promises that a network *exists*. It does not promise three things.
#
# 1. **That it is small.** Take a function whose value never changes by more than the input that changes most:
#    $|f(x) - f(x')| \le \max_i |x_i - x_i'|$. On the unit cube, towers with sides $2\varepsilon$ come within
#    $\varepsilon$ of it: $(1/2\varepsilon)^n$ of them in $n$ dimensions. For $\varepsilon = 0.05$ these are 10 in one
#    dimension, 100 in two, and $10^{10}$ in ten. No cleverer network helps: for the hardest functions of this kind, any
#    network of ReLUs or sigmoids needs a number of weights that is exponential in $n$. A digit image has $n = 784$.
# 2. **That training finds it.** Two sigmoid units can compute XOR (Lecture 3). Gradient descent from random weights
#    often fails to find them; the cell counts.
# 3. **That it generalises.** A network that can follow any curve can also follow noise. In the figure, 20 ReLUs hit 21
#    noisy points exactly and miss the curve between them.

# %% ticket
assert [towers_needed(0.05, 1.0, n) for n in (1, 2, 10)] == [10, 100, 10**10]

found = xor_success(hidden=2, kind="sigmoid", seeds=40)
print("XOR with two sigmoid units: found")
print(f"from {found.sum()} of {len(found)} random initialisations")

x, fine = np.linspace(0, 1, 21), np.linspace(0, 1, 401)
noisy = nielsen_curve(x) + 0.1 * rng.normal(size=21)
memory = relu_interpolant(x, noisy)
assert np.allclose(mlp_forward(memory, x[:, None], "relu")[0].ravel(), noisy)
axes = panels(height=2.6)
axes.plot(fine, nielsen_curve(fine), color=style.GREY)
axes.plot(fine, mlp_forward(memory, fine[:, None], "relu")[0], color=style.VERMILION, linewidth=1.5)
axes.plot(x, noisy, "o", color=style.BLACK, markersize=5)
axes.set(xlabel="x", title="the curve (grey), and 20 ReLUs")
plt.show()

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** A network has the layers 100 → 3 → 100 and no activation. Which linear maps of $\mathbb{R}^{100}$ can it not
# be?
#
# <details><summary>Answer</summary>
#
# All with a rank above 3, for example the identity. (If such a network is trained to reproduce its input, the best it
# can do is to project on three principal components. It is a linear autoencoder.)
#
# </details>
#
# **2.** You need an error of 0.001 and have 0.1 with 20 hidden units. How many will you need with steps, how many with
# ReLUs, if the curve is smooth?
#
# <details><summary>Answer</summary>
#
# The error is to fall by a factor of 100. Steps: 100 times as many, 2000. ReLUs: $\sqrt{100} = 10$ times as many, 200.
#
# </details>
#
# **3.** "My network has a million units, so by the universal approximation theorem it can learn this data set." Name
# two mistakes.
#
# <details><summary>Answer</summary>
#
# The theorem says that *some* number of units is enough, not that a million are. And it speaks of weights that exist,
# not of weights that training finds; nor of what the network does between the data.
#
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Three linear layers: compute the single layer that does the same, biases included.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# layers = [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in ((3, 4), (4, 5), (5, 2))]
# W, b = np.eye(3), np.zeros(3)
# for V, c in layers:
#     W, b = W @ V, b @ V + c
# X = rng.normal(size=(6, 3))
# A = X
# for V, c in layers:
#     A = A @ V + c
# assert np.allclose(A, X @ W + b)
# ```
#
# </details>
#
# **2.** Interpolate $\sin x$ on $[0, \pi]$ by straight pieces with 8 and 16 gaps, and compare the largest errors.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# x = np.linspace(0, np.pi, 10_001)
# errors = []
# for gaps in (8, 16):
#     knots = np.linspace(0, np.pi, gaps + 1)
#     errors.append(np.abs(np.interp(x, knots, np.sin(knots)) - np.sin(x)).max())
#     assert errors[-1] <= (np.pi / gaps) ** 2 / 8
# assert 3.5 < errors[0] / errors[1] < 4.5
# ```
#
# </details>
#
# **3.** Show that tanh units without biases cannot follow a cosine: the best fit of 50 of them is off by at least 1
# somewhere.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# x = np.linspace(-1, 1, 401)[:, None]
# H = np.tanh(x @ rng.normal(scale=4, size=(1, 50)))
# target = np.cos(5 * x[:, 0])
# fit = H @ np.linalg.lstsq(H, target)[0]
# assert np.abs(fit - target).max() >= 1 - 1e-9  # at 0 every such sum is 0
# ```
#
# </details>
#
# ## In short
#
# - All choices of weights together are an architecture's hypothesis space.
# - Linear layers in a row are one linear layer.
# - Two steps make a bump. Bumps of width $h$ follow a curve with an error of at most $L h / 2$, ReLUs of at most
#   $M h^2/8$.
# - One hidden layer comes as near as one likes to any continuous function on a compact set, if the activation is no
#   polynomial.
# - The theorem promises that weights exist; it does not say how many units are needed, nor how to find the weights.
#
# ## History and reading
#
# Cybenko (1989) and Hornik, Stinchcombe and White (1989) proved universality for sigmoids; Leshno, Lin, Pinkus and
# Schocken (1993) for everything but polynomials.
#
# - G. Cybenko, *Approximation by superpositions of a sigmoidal function*, 1989
# - K. Hornik, M. Stinchcombe, H. White, *Multilayer feedforward networks are universal approximators*, 1989
# - M. Leshno and others, *Multilayer feedforward networks with a nonpolynomial activation function*, 1993
# - A. Barron, *Universal approximation bounds for superpositions of a sigmoidal function*, 1993
# - M. Nielsen, *Neural Networks and Deep Learning*, chapter 4 (online)
#
# ## Where it leads
#
# To the assignment `p4_forward_pass`: you write `collapse_linear`, `bump_net` and `relu_interpolant` yourself. If one
# hidden layer is enough, why use more? That is the question of Lecture 7.
