# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 13 What was learned, and what lies beyond
#
# **What you will be able to do**
#
# - read a column of weights as a picture, and say what a unit of the first layer looks for;
# - say when such pictures mean something, and when they are noise left from the initialisation;
# - compare features that were learned with features that were made by hand, with the same number of parameters;
# - send a gradient through residual, highway and dense connections, and say what they cure and what not;
# - argue about brains and backpropagation with numbers.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

from course.data.rendered_digits import rendered_digits
from lectures.figures import WIDTH, panels
from lectures.widgetkit import style
from lectures.widgets.w29_shortcuts import WIDGET as W29
from lectures.widgets.w30_filters import WIDGET as W30
from lectures.widgets.w31_other_teachers import WIDGET as W31
from reference_solution.digits.first_layer import diagonal_stroke, first_layer_images
from reference_solution.losses.softmax import softmax
from reference_solution.networks.dense_connectivity import concatenated_backward, concatenated_forward
from reference_solution.networks.highway import highway_backward, highway_forward
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.networks.parameters import count_params, flatten
from reference_solution.networks.residual import residual_block_backward, residual_block_forward
from reference_solution.training.feedback_alignment import feedback_backward
from reference_solution.training.gradient_flow import gradient_norms
from reference_solution.training.mlp_training import train
from reference_solution.training.weight_perturbation import perturbed_gradient

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=3, suppress=True)
rng = np.random.default_rng(13)

# %% [markdown]
# ## A unit looks for something (9 min)
#
# <!-- syllabus: S0-16 -->
# A picture of 28 × 28 grey values is, to a network, a vector of 784 numbers: row after row, and neighbours forgotten. A
# unit of the first layer computes
#
# $$a = \phi\Bigl(\sum_{p} w_p\, x_p + b\Bigr),$$
#
# one weight for each pixel. So the weights are a picture too. Lay it over the digit: where both are large, the sum
# grows; where ink meets a negative weight, it shrinks. Among pictures of the same length $\lVert x \rVert$ the sum is
# largest for the one that looks like $w$: the unit is a **feature detector**. Make one by hand, for a stroke from the
# lower left to the upper right (red: wants ink), and ask which digits it likes:

# %% diagonal
X, labels = rendered_digits(400, rng)
w = diagonal_stroke(28)
z = X @ w
assert np.isclose(z[0], np.sum(w.reshape(28, 28) * X[0].reshape(28, 28)))  # as vectors, as pictures
likes = np.array([z[labels == digit].mean() for digit in range(10)])

# %% stroke_over_digits
figure, squares = plt.subplots(2, 5, figsize=(WIDTH, 3.6), layout="constrained")
for panel, digit in zip(squares.flat, np.argsort(-likes), strict=True):
    ink = X[labels == digit].mean(axis=0).reshape(28, 28)
    panel.imshow(ink, cmap="Greys")
    panel.imshow(w.reshape(28, 28), cmap=style.SIGNED, vmin=-abs(w).max(), vmax=abs(w).max(), alpha=0.4)
    panel.set_title(f"{digit}: {likes[digit]:+.2f}", fontsize=12)
    panel.set(xticks=(), yticks=())
figure.suptitle("weights over mean digits, and mean answers")
plt.show()

# %% [markdown]
# The 4 has such a stroke; the 8, the 2 and the 7 have parts of it; the 5 has none. A unit of this kind does not
# recognise a digit. It answers one small question about it, and the next layer combines many such answers.
#
# ## What a network finds by itself (10 min)
#
# <!-- syllabus: S0-17 -->
# Nobody draws detectors. Train a network, take the columns of its first $W$, and reshape them:
# `W[:, j].reshape(28, 28)`. Red weights want ink, blue ones want paper. A gallery of such pictures is the
# first thing everybody looks at, and often it shows nothing but noise: the question below asks why. Afterwards draw
# something: a stroke, half a digit, a scribble. A frame's colour is the unit's answer.

# %% W30
W30.show()

# %% [markdown]
# Here is the reason, on one unit. In the corner of the picture there is never any ink, so the gradient of those
# weights, $\sum_n x_{np}\,\delta_{nj}$, is exactly zero, and they stay what they were before training. Only a penalty
# on the weights moves them: by the factor $1 - \eta\lambda$ at every step.

# %% corner
side, steps, lr, lam = 14, 200, 0.2, 0.005
X, labels = rendered_digits(700, rng, side=side)
X_new, labels_new = X[500:], labels[500:]
X, labels = X[:500], labels[:500]
start = init_params([side**2, 16, 10], "lecun", rng)
free = train(start, X, labels, "tanh", 0.0, lr, 10, steps // 50, np.random.default_rng(0))[0]
paid = train(start, X, labels, "tanh", lam, lr, 10, steps // 50, np.random.default_rng(0))[0]
assert X[:, 0].max() == 0  # no ink in the corner
assert np.allclose(free[0][0][0], start[0][0][0])
assert np.allclose(paid[0][0][0], start[0][0][0] * (1 - lr * lam) ** steps)
figure, squares = plt.subplots(1, 3, figsize=(WIDTH, 2.5), layout="constrained")
for axes, params, name in zip(squares, (start, free, paid), ("before", "no penalty", "penalty"), strict=True):
    image = first_layer_images(params[0][0], (side, side))[0]
    axes.imshow(image, vmin=-0.25, vmax=0.25)
    axes.set(title=name, xticks=(), yticks=())
plt.show()

# %% [markdown]
# > Whoever shows you a gallery of clean strokes has started with small weights, and a penalty on them. The noisy
# > network reads hardly worse: weights on pixels that never have ink change no answer.
#
# ## Learned or made by hand? (8 min)
#
# <!-- syllabus: S0-18 -->
# In Lecture 1 the features were powers, fixed before any data came. A hidden layer is a set of features that
# *adapts*. What is that worth? Compare with the same number of parameters. The question to both: is the digit
# even? The network has 16 learned features. The rival gets the pixels and products of two pixels, as many as it can pay
# for, drawn at random among the pixels that ever have ink; on both a softmax.

# %% hand_made
even, even_new = labels % 2, labels_new % 2
sizes = [side**2, 16, 2]
network = train(init_params(sizes, "lecun", rng), X, even, "tanh", 0.0, 0.1, 10, 40, rng)[0]

number = count_params(sizes) // 2 - 1 - side**2
inked = np.flatnonzero(X.max(axis=0) > 0)
pairs = rng.choice(inked, size=(number, 2))


def by_hand(X):
    return np.hstack([X, X[:, pairs[:, 0]] * X[:, pairs[:, 1]]])


sizes_by_hand = [side**2 + number, 2]
rival = train(init_params(sizes_by_hand, "lecun", rng), by_hand(X), even, "tanh", 0.0, 0.1, 10, 40, rng)[0]
linear = train(init_params([side**2, 2], "lecun", rng), X, even, "tanh", 0.0, 0.1, 10, 40, rng)[0]


def right(params, X, labels):
    return np.mean(mlp_forward(params, X, "tanh")[0].argmax(axis=1) == labels)


axes = panels(height=2)
for row, (widths, share) in enumerate(
    (
        ([side**2, 2], right(linear, X_new, even_new)),
        (sizes, right(network, X_new, even_new)),
        (sizes_by_hand, right(rival, by_hand(X_new), even_new)),
    )
):
    axes.barh(row, share, color=style.BLUE if row else style.GREY)
    axes.text(0.02, row, f"{count_params(widths)} parameters", va="center", color="white")
    axes.text(share + 0.005, row, f"{share:.1%}", va="center")
axes.set_yticks(range(3), ("pixels alone", "16 learned features", "pixels and products"))
axes.set(xlim=(0, 1.15), xlabel="new digits right (even or odd)")
plt.show()

# %% [markdown]
# Surprised? On these digits, printed in a few fonts, the products win. The learned features and the pixels alone differ
# by a digit or two of the 200 new ones, in one run: that is no difference. Learning features pays where nobody knows
# which features to make. Let the label depend on one direction $u$ of length 1 among 20 numbers, $|u\cdot x| < 0.67$,
# and let nobody tell us $u$:

# %% unknown_direction
u = rng.normal(size=20)
u /= np.linalg.norm(u)
points = rng.normal(size=(3000, 20))
inside = (np.abs(points @ u) < 0.67).astype(int)

sizes = [20, 8, 2]
pairs = rng.choice(20, size=(count_params(sizes) // 2 - 1 - 20, 2))
for name, features, widths in (
    ("20 numbers and products", lambda X: np.hstack([X, X[:, pairs[:, 0]] * X[:, pairs[:, 1]]]), [20 + len(pairs), 2]),
    ("8 learned features", lambda X: X, sizes),
):
    seen, new = features(points[:2000]), features(points[2000:])
    params = train(init_params(widths, "lecun", rng), seen, inside[:2000], "tanh", 0.0, 0.1, 10, 40, rng)[0]
    print(f"{name:24} {count_params(widths)} parameters  {right(params, new, inside[2000:]):.1%} right")
assert (len(pairs), 20 * 21 // 2) == (72, 210)
W = params[0][0]
axes = panels(height=2.2)
cosines = np.sort(np.abs(u @ W) / np.linalg.norm(W, axis=0))[::-1]
assert cosines[1] > 0.99  # two units look along u
assert cosines[2] < 0.6
axes.bar(range(1, 9), cosines, color=style.BLUE)
axes.set(ylim=(0, 1), xlabel="unit, sorted", ylabel="|cosine| with u")
plt.show()

# %% [markdown]
# All 210 products of two would contain the answer, for $(u\cdot x)^2$ is a sum of them; the 72 drawn do not. Of the
# network's units two have turned until they look along $u$, and two nonlinear units are enough to mark off the strip
# $|u\cdot x| < 0.67$: features that *adapt to the data*. With $d$ numbers there are $d(d+1)/2$ products, while one more
# unit costs $d$ weights and a few more.
#
# ## Ways around a layer (11 min)
#
# <!-- syllabus: S3-16 -->
# More layers, more features of features. But the gradient passes through every one of them on its way down, and each
# multiplies it by about the same factor. A **sequential** network of 20 tanh layers, weights of size $0.5/\sqrt n$:

# %% twenty
n, N = 64, 8
layers = [(0.5 / np.sqrt(n) * rng.normal(size=(n, n)), np.zeros(n)) for _ in range(20)]
signal, top = rng.normal(size=(N, n)), rng.normal(size=(N, n))
axes = panels(height=2.6)
for residual, colour in ((False, style.BLACK), (True, style.BLUE)):
    norms = np.asarray(gradient_norms(layers, signal, top, "tanh", residual))
    axes.plot(norms / norms[-1], "o-", markersize=4, color=colour, label="residual" if residual else "plain")
axes.set(yscale="log", xlabel="layer, from the input", ylabel="gradient that arrives")
axes.legend()
plt.show()

# %% [markdown]
# The blue line belongs to **residual** blocks. Three kinds of shortcut are in use:
#
# $$\text{residual: } y = x + F(x) \qquad\quad \text{highway: } y = T\circ H + (1 - T)\circ x \qquad\quad \text{dense: }
# y = [\,x,\; F(x)\,]$$
#
# $F(x)$ and $H(x)$ are ordinary layers. The gate $T = \sigma(x W_T + b_T)$ decides for each unit what is computed and
# what is carried past. For the way back you need nothing new. A value that is used twice collects two messages; a
# concatenation is undone by splitting:
#
# $$\bar x = \bar y + \bar x_F \qquad\quad \bar x = (1 - T)\circ\bar y + \bar x_H + \bar x_T \qquad\quad \bar x =
# \bar y_{\text{left}} + \bar x_F$$
#
# where $\bar x_F$, $\bar x_H$ and $\bar x_T$ are what the layers $F$, $H$ and $T$ send back.

# %% ways_back
x, W, b, W_T = rng.normal(size=(1, 4)), rng.normal(size=(4, 4)), rng.normal(size=4), rng.normal(size=(4, 4))
for forward, backward in (
    (lambda x: residual_block_forward(x, W, b, "tanh"), residual_block_backward),
    (lambda x: highway_forward(x, W, b, W_T, b - 1, "tanh"), highway_backward),
    (lambda x: concatenated_forward(x, W, b, "tanh"), concatenated_backward),
):
    y, cache = forward(x)
    bar = rng.normal(size=y.shape)
    nudges = 1e-6 * np.eye(4)[:, None, :]
    measured = [np.sum(bar * (forward(x + nudge)[0] - forward(x - nudge)[0])) / 2e-6 for nudge in nudges]
    assert np.allclose(backward(bar, cache)[0][0], measured, atol=1e-6)

# %% W29
W29.show()

# %% [markdown]
# In the plain stack the gradient keeps its length at one size of the weights only. The shortcut of a residual block
# adds the identity to the layer's Jacobian, so that the gradient no longer vanishes. It can still explode.
#
# ## Could a brain do this? (11 min)
#
# <!-- syllabus: S0-45 S3-40 E29 -->
# Backpropagation sends $\delta$ down through $W^\top$: each synapse would have to know the strength of another one
# that runs the other way; and forward and backward passes would have to take turns.
#
# So in its textbook form backpropagation is biologically implausible. Do all alternatives learn much more slowly? One
# nearly keeps up on small networks; others are indeed far slower.
#
# **Feedback alignment** replaces $W^\top$ by a fixed random matrix $B$: $\;\delta^{l} = (\delta^{l+1} B^{l+1})\circ
# f'(z^l)$. **Weight perturbation** sends nothing back at all: move all weights by $\epsilon v$, and measure what that
# does to the loss:
#
# $$\hat g = \frac{J(w + \epsilon v) - J(w - \epsilon v)}{2\epsilon}\, v \approx (v\cdot g)\, v, \qquad \mathrm{E}\,\hat
# g = g, \qquad \mathrm{E}\,\lVert \hat g\rVert^2 = (P + 2)\,\lVert g\rVert^2$$
#
# with $P$ parameters and $v$ normal. A guess is right on average, but its squared length is about $P$ times that of the
# gradient: nearly all of it is noise.

# %% shaking
small = init_params([6, 5, 3], "xavier", rng)
inputs, classes = rng.normal(size=(10, 6)), rng.integers(3, size=10)
g = flatten(mlp_backward(small, inputs, classes, "tanh", 0.0)[1])
guesses = np.array([flatten(perturbed_gradient(small, inputs, classes, "tanh", 1e-4, rng)) for _ in range(4000)])
cosine = g @ guesses.mean(axis=0) / np.linalg.norm(g) / np.linalg.norm(guesses.mean(axis=0))
print(f"mean of 4000 guesses: cosine {cosine:.3f} with the gradient")
length = np.mean(np.sum(guesses**2, axis=1)) / (g @ g)
print(f"one guess: squared length {length:.1f} times the gradient's, P + 2 = {g.size + 2}")

told = feedback_backward(small, [W.T for W, _ in small], inputs, classes, "tanh")[1]
print("feedback with B = W.T is backpropagation:", np.max(np.abs(flatten(told) - g)))

# %% [markdown]
# All three learn to read the same digits, from the same initial weights. On the right you see how far each one's
# direction, for the hidden layers, agrees with the gradient.

# %% W31
W31.show()

# %% [markdown]
# Look at the green cosine: small at first, then it climbs. The weights have turned so that the random feedback is of
# use: *they* align with $B$, hence the name.
#
# ## Where the road goes on (6 min)
#
# <!-- syllabus: S3-41 -->
# What was said in thirteen lectures fits in a few lines. A unit is a weighted sum and a nonlinearity. Layers of units
# come as close as one likes to any continuous function on a compact set, to some with far fewer units when they are
# deep. The loss says what is wanted, the chain rule says how each weight is involved, and gradient descent does the
# rest, if initialisation, steps and penalties are chosen with care.
#
# And the limits? A fully connected layer has forgotten which pixels are neighbours. Shift the digits by two pixels, and
# it has to read pictures whose every pixel means something else:

# %% shifted
reader = train(start, X, labels, "tanh", 0.0, 0.2, 10, 24, rng)[0]
pictures = X_new.reshape(-1, side, side)
shares = [right(reader, np.roll(pictures, by, axis=2).reshape(len(pictures), -1), labels_new) for by in range(4)]
axes = panels(height=2.4)
axes.bar_label(axes.bar(range(4), shares, color=style.BLUE), fmt="{:.0%}")
axes.set(ylim=(0, 1.15), xticks=range(4), xlabel="pixels shifted", ylabel="digits right")
plt.show()
print("weights of 16 fully connected units:", side**2 * 16, "  of 16 windows of 5 × 5:", 25 * 16)

# %% [markdown]
# A **convolutional** network takes two steps against this. Each unit sees a small window, and all windows share their
# weights: if the picture is shifted, its features are shifted with it (*equivariance*). Then **pooling** keeps the
# largest answer, or the mean, of neighbouring windows, and a small shift hardly changes it (*invariance*). The gradient
# of a shared weight is the sum over the windows, by the rule you know from Lecture 10 for a value that is used often.
# That is where the next course begins.
#
# <!-- syllabus: S0-47 -->
# Beyond feed-forward networks there are shortcuts (you have just seen them), cycles (recurrent networks), and
# **attention**: a layer whose mixing weights are not learned numbers but computed from the input itself, by way of
# three linear maps $Q$, $K$, $V$ of it: $A = \mathrm{softmax}(QK^\top/\sqrt d)\,V$. Each row of the output is a
# weighted mean of the rows of $V$. It is made of matrix products and a softmax, and you can differentiate all of them.

# %% attention
Q, K, V = (rng.normal(size=(3, 4)) for _ in range(3))
mix = softmax(Q @ K.T / np.sqrt(4))
assert np.allclose(mix.sum(axis=1), 1)
assert np.allclose((mix @ V)[0], sum(mix[0, j] * V[j] for j in range(3)))
figure, squares = plt.subplots(1, 3, figsize=(WIDTH, 2.2), layout="constrained", width_ratios=(3, 4, 4))
for axes, matrix, name in zip(squares, (mix, V, mix @ V), ("weights", "@ V", "= A"), strict=True):
    axes.imshow(matrix, vmin=-2, vmax=2, aspect="auto")
    axes.set(title=name, xticks=(), yticks=())
for (row, column), share in np.ndenumerate(mix):
    squares[0].text(column, row, f"{share:.2f}", ha="center", va="center")
plt.show()

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** The pictures of a network's first layer look like noise, and it reads 98 % of new digits. Is it overfitted?
#
# <details><summary>Answer</summary>
# No; that is judged by new digits. The noise is left from the initialisation, in directions in which the data hardly
# vary.
# </details>
#
# **2.** A residual stack of 100 layers explodes. What do you change first?
#
# <details><summary>Answer</summary>
# The size of the weights in its branches: the factor of a layer is 1 plus something of their size. Start with branches
# of nearly zero, so that the stack begins as the identity.
# </details>
#
# **3.** Ten times as many weights. How much slower does weight perturbation become, at best?
#
# <details><summary>Answer</summary>
# About ten times: the noise has P times the gradient's squared length, so that steps must be P times smaller, or P
# times as many guesses averaged.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Show that a unit's answer is largest, among pictures of one length, for the picture that looks like its
# weights.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# w = rng.normal(size=64)
# pictures = rng.normal(size=(5000, 64))
# pictures /= np.linalg.norm(pictures, axis=1, keepdims=True)
# assert (pictures @ w).max() < (w / np.linalg.norm(w)) @ w
# ```
#
# </details>
#
# **2.** A shortcut keeps the gradient: compare the product of twenty small random Jacobians with that of $I$ plus the
# same.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# plain, residual = np.eye(30), np.eye(30)
# for _ in range(20):
#     J = rng.normal(scale=0.05, size=(30, 30))
#     plain, residual = plain @ J, residual @ (np.eye(30) + J)
# assert np.linalg.norm(plain) < 1e-6
# assert np.linalg.norm(residual) > 1
# ```
#
# </details>
#
# **3.** Convolve a row of 12 numbers with a window of 3, shift the row by 2, and show that the features shift along and
# that their maximum stays.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# window, row = np.array([1.0, -2.0, 1.0]), np.zeros(12)
# row[3:6] = [1.0, 3.0, 1.0]
# features, shifted = (np.correlate(r, window, "valid") for r in (row, np.roll(row, 2)))
# assert np.array_equal(np.roll(features, 2), shifted)
# assert features.max() == shifted.max()
# ```
#
# </details>
#
# ## In short
#
# - A first-layer unit compares the picture with its weights: a dot product.
# - Weights on pixels without ink never move; a penalty makes them vanish.
# - Shortcuts add a path along which the gradient passes unchanged.
# - Feedback alignment learns without $W^\top$; weight perturbation is slower by about the number of weights.
# - Sharing weights gives equivariance, pooling some invariance.
#
# ## History and reading
#
# LeCun and others (1998) read digits with convolutions; Srivastava, Greff and Schmidhuber (2015) and He and others
# (2016) made a hundred layers trainable; Lillicrap and others (2016) trained without transposed weights.
#
# - Y. LeCun and others, *Gradient-based learning applied to document recognition*, 1998
# - K. He and others, *Deep residual learning for image recognition*, 2016
# - R. Srivastava, K. Greff, J. Schmidhuber, *Highway networks*, 2015
# - T. Lillicrap and others, *Random synaptic feedback weights support error backpropagation*, 2016
# - C. Olah, A. Mordvintsev, L. Schubert, *Feature visualization*, 2017 (online)
#
# ## Where it leads
#
# To the assignment `p8_digits`: you train a network on digits with early stopping, look at its first layer and its
# confusions, diagnose broken trainings, and write a short report.
