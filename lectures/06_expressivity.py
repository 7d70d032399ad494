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
# - say when one model is more expressive than another, and prove it by building;
# - show that linear layers, however many, are one layer, and say what its rank can be;
# - build a network for a given curve by hand, of bumps or of ReLUs, and promise its error before you run it;
# - state the universal approximation theorem with all its hypotheses, and break each of them;
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
# ## Everything a model can be (6 min)
#
# <!-- syllabus: S0-19 E23 -->
# Choose an architecture, and leave its weights open. Every choice of weights is a function, and all of them together
# are the **hypothesis space** $\mathcal H$ of that architecture. Lecture 2 met a function outside of one: XOR is not in
# the space of a single threshold unit. Spaces are compared by inclusion:
#
# $$\mathcal H_B \subseteq \mathcal H_A \quad\Longrightarrow\quad A \text{ can represent all that } B \text{ can.}$$
#
# And A is *more* expressive than B only if it can also represent something that B cannot.
#
# An inclusion is proved by building: take any member of B, and write down weights with which A is that member. Three
# such proofs, each checked on fifty random inputs:

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
# The first inclusion is proper. At −1, 0 and 1 the function $|x|$ has the values 1, 0, 1; a straight line through the
# outer two is 1 in the middle as well. Two ReLUs compute it exactly, for $|x| = \mathrm{relu}(x) + \mathrm{relu}(-x)$.

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
axes.set(xlabel="x", title="|x| = relu(x) + relu(−x)")
plt.show()

# %% [markdown]
# ## Linear layers collapse (9 min)
#
# <!-- syllabus: S0-21 S3-05 -->
# What if all hidden layers are linear? With columns and without biases, $y = W^{(3)}W^{(2)}W^{(1)}x = W'x$. Here one
# example is a row, so the order turns round; and with the biases
#
# $$((XW_1 + b_1)W_2 + b_2)W_3 + b_3 = X\underbrace{W_1W_2W_3}_{W'} + \underbrace{b_1W_2W_3 + b_2W_3 + b_3}_{b'}.$$

# %% collapse
sizes = [3, 5, 2, 4]
deep = [(rng.normal(size=(m, n)), rng.normal(size=n)) for m, n in pairwise(sizes)]
(W1, b1), (W2, b2), (W3, b3) = deep
W, b = collapse_linear(deep)
assert np.allclose(b, b1 @ W2 @ W3 + b2 @ W3 + b3)
assert np.allclose(mlp_forward(deep, X, "identity")[0], X @ W + b)
print("rank of W', shape (3, 4):", np.linalg.matrix_rank(W), " narrowest layer:", min(sizes))

# %% [markdown]
# So a deep linear network is *exactly* as expressive as linear regression, and less if a layer is narrow: no product
# has a higher rank than any of its factors. In the picture a grid and a circle go through the layers.

# %% W14
W14.show()

# %% [markdown]
# A circle becomes an ellipse; its half axes are the singular values of $W'$. Add layers: straight lines stay straight,
# and a single layer, dashed, does the same. Make one layer one unit wide: all that is left is a line. Now choose tanh:
# the lines bend, and no single layer can follow.

# %% [markdown]
# ## Almost linear is not linear (7 min)
#
# <!-- syllabus: S0-23 -->
# A ReLU is straight, but for one corner. That corner is enough. Let a curve be given at the points
# $x_0 < x_1 < \dots < x_n$. A unit $\mathrm{relu}(x - x_i)$ is silent up to $x_i$ and has slope 1 beyond, so it can
# *change the slope* there, and nothing else:
#
# $$y(x) = y_0 + \sum_{i=0}^{n-1} (s_i - s_{i-1})\,\mathrm{relu}(x - x_i), \qquad s_i = \frac{y_{i+1}-y_i}{x_{i+1}-x_i},
# \quad s_{-1} = 0.$$
#
# The output weights can be read off the slopes; nothing is trained. The graph is a broken line through the given
# points.

# %% hats
knots, heights = np.array([0.0, 1.0, 3.0, 4.0]), np.array([1.0, 3.0, 2.0, 2.5])
broken = relu_interpolant(knots, heights)
assert np.allclose(mlp_forward(broken, knots[:, None], "relu")[0].ravel(), heights)
x = np.linspace(0, 4, 201)
axes = panels(height=2.8)
for knot, change in zip(knots[:-1], broken[1][0].ravel(), strict=True):
    axes.plot(x, change * relu(x - knot), "--", label=f"{change:+.2f} relu(x − {knot:.0f})")
axes.plot(x, mlp_forward(broken, x[:, None], "relu")[0], color=style.BLACK)
axes.plot(knots, heights, "o", color=style.BLACK)
axes.set(xlabel="x", ylim=(-4, 9), title="a broken line, and its three ReLUs")
axes.legend(loc="upper left")
plt.show()

# %% [markdown]
# ## A bump of two units (8 min)
#
# <!-- syllabus: S3-07 -->
# The same game with steps. One unit switches on at $x = e_0$, a second, with the opposite output weight, at $x = e_1$:
#
# $$h\,\mathrm{step}(k(x - e_0)) - h\,\mathrm{step}(k(x - e_1)) = \begin{cases} h & e_0 < x \le e_1 \\ 0 & \text{else.}
# \end{cases}$$
#
# With sigmoids in place of steps the corners are round; the steepness $k$ must enter the weight *and* the bias,
# $z = kx - k e$. At a distance $d$ from both edges the rounding is at most $2h\,\sigma(-kd)$.

# %% bump
x = np.array([[-0.3], [0.2], [0.5], [0.8], [1.3]])
bump = bump_net(np.array([0.0, 1.0]), np.array([2.0]), steepness=30.0)
off = np.abs(threshold_forward(bump, x) - mlp_forward(bump, x, "sigmoid")[0])
assert np.all(off <= 2 * 2 * sigmoid(np.array(-30 * 0.2)))  # rounded by no more than promised at d = 0.2

# %% drawn_bumps
line = np.linspace(-0.6, 4.6, 600)[:, None]
edges, tops = np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([1.0, 2.5, 2.0, 0.5])
axes = panels(height=2.8)
for steepness, colour in ((8.0, style.SKY), (60.0, style.BLUE)):
    axes.plot(line, mlp_forward(bump_net(edges, tops, steepness), line, "sigmoid")[0], color=colour)
axes.plot(line, threshold_forward(bump_net(edges, tops, 60.0), line), "--", color=style.VERMILION, linewidth=1.5)
axes.set(xlabel="input x", ylabel="output", title="four bumps: steps (dashed), sigmoids, k = 8 and 60")
plt.show()

# %% [markdown]
# **In the plane** something new happens. A bump along $x_1$ is a ridge without end. A bump along $x_1$ plus one along
# $x_2$ is a *cross*: 2 in the middle, 1 on its arms. No output weights of these units take the arms away, but a second
# hidden layer does: a unit that fires only where *both* bumps are on. (Four steps, one AND: Lecture 3's half-planes.)

# %% cross
edges = np.hstack([np.eye(2), np.eye(2)]), np.array([0.0, 0.0, -1.0, -1.0])
cross = [edges, (np.array([[1.0], [1.0], [-1.0], [-1.0]]), np.zeros(1))]
tower = tower_net(np.zeros((1, 2)), np.ones((1, 2)), np.ones(1))
axis = np.linspace(-1, 2, 150)
plane = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
for axes, net, count in zip(panels(2, height=3), (cross, tower), ("one hidden layer", "two"), strict=True):
    picture = threshold_forward(net, plane).reshape(150, 150)
    axes.imshow(picture, extent=(-1, 2, -1, 2), origin="lower", cmap=style.AMOUNT, vmin=0, vmax=2)
    axes.text(0.5, 0.5, f"{picture.max():.0f}", ha="center", va="center")
    axes.text(-0.5, 0.5, f"{picture[75, 10]:.0f}", ha="center", va="center", color="white")
    axes.set(title=count, xlabel="$x_1$", ylabel="$x_2$")
    axes.grid(visible=False)
plt.show()

# %% [markdown]
# ## Any curve, and a promise (12 min)
#
# <!-- syllabus: S3-08 S2-26 S0-22 -->
# Cut $[0, 1]$ into $N$ intervals, and put on each a bump as high as the curve is in its middle: the visual proof of
# Michael Nielsen's book (chapter 4), with his curve. How far off can that be? From the middle it is at most half an
# interval to anywhere in it, and on each unit of the way the curve climbs by its steepest slope $L$ at most. The broken
# line of the ReLUs leans with the curve; what it misses is only how fast the slope itself changes, at most $M$:
#
# $$\text{steps: } \max |y - f| \le \frac{L}{2N} \qquad\qquad \text{ReLUs: } \max |y - f| \le \frac{M}{8N^2}$$
#
# Begin with one unit, go on to one bump, then to all of them. The promise, dashed in the picture, is made *before* the
# network is run. Drag the dot in the upper right picture.

# %% W15
W15.show()

# %% [markdown]
# Things to try: *sigmoids* of low steepness, where more bumps soon help no more (each blurs its neighbours); *your own
# curve*, whose corners have no $M$, so that ReLUs fall back to $1/N$ unless a corner meets a knot; *a jump*, for which
# nothing can be promised. Here is the largest error for five numbers of pieces:

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
axes.set(xscale="log", yscale="log", xlabel="pieces N", ylabel="largest error", title="made, and promised (dashed)")
axes.legend(loc="lower left")
plt.show()

# %% [markdown]
# Twice as many pieces: half the error with steps, a quarter of it with ReLUs.

# %% [markdown]
# ## The theorem, word by word (8 min)
#
# <!-- syllabus: S2-24 S3-10 E11 -->
# One often reads that networks "can approximate any function". The theorem (Cybenko 1989, Hornik 1991, Leshno and
# others 1993) says it with care:
#
# > For every **continuous** $f$ on a **compact** set and every $\varepsilon > 0$ there are a number of hidden units
# > and weights, **biases** among them, such that a network with one hidden layer and a **linear output** is within
# > $\varepsilon$ of $f$ *everywhere on that set*, if the activation is continuous and **not a polynomial**.
#
# Older versions ask for more. Hornik, Stinchcombe and White (1989) want a *squashing* activation, one that rises from 0
# to 1; Cybenko (1989) a continuous *sigmoidal* one, which has these limits and need not rise all the way.
# Take hidden units at random, let least squares find the best output layer, and leave out one word after the other:


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
axes.plot(counts, odd, "o--", color=style.BLACK, label="tanh, no biases, for cos 5x")
axes.set(xscale="log", yscale="log", ylim=(1e-9, 10), xlabel="hidden units, random", ylabel="largest error")
axes.legend(loc="lower left")
plt.show()

# %% [markdown]
# (Steps are not continuous, and do well all the same: the condition can be weakened, but not to polynomials.)
#
# The figure does not say that ReLUs are bad. Random kinks fall where they like, and between two of them the network is
# straight; random tanhs are smooth, and so is this target. Kinks that are placed, not drawn, do far better: the
# interpolant above is off by at most $M h^2/8$ with kinks at distance $h$, where $M$ is the largest $|f''|$.
#
# A sum of cubics is a cubic, however many are added. Tanhs without bias are odd, so is their sum, and the cosine is
# not. **Not compact**: a network that follows $\sin\, x$ on $[-\pi, \pi]$ goes straight on outside. **Not continuous**:
# a sum of continuous units cannot jump; where $f$ does, it misses at least half of the jump (choose *a jump* above).
# **Sigmoid output**: it never reaches 2.

# %% outside
t = np.linspace(-np.pi, np.pi, 200)
wave = relu_interpolant(t, np.sin(t))
u = np.linspace(-3 * np.pi, 3 * np.pi, 601)
axes = panels(height=2.4)
axes.axvspan(-np.pi, np.pi, color=style.PALE)
axes.plot(u, np.sin(u), color=style.BLACK, linewidth=1.5)
axes.plot(u, mlp_forward(wave, u[:, None], "relu")[0], "--", color=style.VERMILION)
axes.set(xlabel="x", ylim=(-3, 3), title="sin x, and a network that was built for the grey part")
plt.show()

# %% [markdown]
# ## What the theorem does not promise (7 min)
#
# <!-- syllabus: S0-27 S2-25 -->
# That a network *exists* is all that is promised. Three things are not.
#
# 1. **Its size.** Let a function change by no more than the input that changes most. To come within $\varepsilon$ of it
#    on the unit cube, towers with sides $2\varepsilon$ suffice: $(1/2\varepsilon)^n$ of them in $n$ dimensions. In the
#    worst case the number is exponential in $n$ for every construction. A digit image has $n = 784$.
# 2. **Its weights.** Two sigmoid units can compute XOR (Lecture 3). Gradient descent from random weights often does not
#    find them.
# 3. **Its sense.** What can follow any curve can follow noise (Lecture 1, and Lecture 12).

# %% ticket
print("towers for an error of 0.05 in 1, 2, 6, 10 dimensions:", [towers_needed(0.05, 1.0, n) for n in (1, 2, 6, 10)])

found = xor_success(hidden=2, kind="sigmoid", seeds=40)
print(f"XOR with two sigmoid units: exists; found from {found.sum()} of {len(found)} starts")

x = np.linspace(0, 1, 21)
noisy = nielsen_curve(x) + 0.1 * rng.normal(size=21)
memory = relu_interpolant(x, noisy)
between = (x[:-1] + x[1:]) / 2
for name, at, wanted in (("its own points", x, noisy), ("the curve in between", between, nielsen_curve(between))):
    off = np.abs(mlp_forward(memory, at[:, None], "relu")[0].ravel() - wanted).max()
    print(f"20 ReLUs through noisy points: off by {off:.3f} at {name}")

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** A network has the layers 100 → 3 → 100 and no activation. Which linear maps of $\mathbb{R}^{100}$ can it not
# be?
#
# <details><summary>Answer</summary>
#
# All of a rank above 3, the identity among them. (Trained to give out what it is given, such a network comes as near
# as rank 3 allows: it finds principal components.)
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
# two slips.
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
# - Two steps make a bump; bumps of width $h$ follow a curve to about $L h / 2$, ReLUs to $M h^2/8$.
# - One hidden layer comes as near as one likes to any continuous function on a compact set, if the activation is no
#   polynomial.
# - The theorem promises weights; it does not say how many units, nor how to find them.
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
# To the assignment `p4_forward_pass`: you write `collapse_linear`, `bump_net` and `relu_interpolant` yourself. One
# layer is enough, then; why does anybody use more? Lecture 7 folds.
