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
# - show what a hidden layer does to a whole data set, and which pixels an answer depends on;
# - compare learned features with features made by hand, with the same number of parameters;
# - send a gradient through residual, highway and dense connections, and say what they cure and what not;
# - argue with numbers whether a brain could use backpropagation.

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
from reference_solution.networks.network import input_gradient, mlp_backward, mlp_forward
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
# ## What a unit looks for (8 min)
#
# <!-- syllabus: S0-16 -->
# For a network, a picture of 28 × 28 grey values is a vector of 784 numbers, row after row. Nothing says which pixels
# are neighbours. A unit of the first layer computes
#
# $$a = \phi\Bigl(\sum_{p} w_p\, x_p + b\Bigr),$$
#
# with one weight for each pixel. So the weights form a picture, too. Lay it over a digit: ink on a positive weight
# raises the sum, ink on a negative weight lowers it. Among all pictures of the same length $\lVert x \rVert$ the sum is
# largest for the one that is proportional to $w$: the unit is a **feature detector**. Here is one made by hand, for a
# stroke from the lower left to the upper right (positive weights are red). For which digits is its sum large?

# %% diagonal
X, labels = rendered_digits(400, rng)
w = diagonal_stroke(28)
z = X @ w
assert np.isclose(z[0], np.sum(w.reshape(28, 28) * X[0].reshape(28, 28)))  # as vectors, as pictures
likes = np.array([z[labels == digit].mean() for digit in range(10)])
assert list(np.argsort(-likes))[:4] == [4, 8, 2, 7]
assert np.argmin(likes) == 5

# %% stroke_over_digits
figure, squares = plt.subplots(2, 5, figsize=(WIDTH, 3.1), layout="constrained")
for panel, digit in zip(squares.flat, np.argsort(-likes), strict=True):
    ink = X[labels == digit].mean(axis=0).reshape(28, 28)
    panel.imshow(ink, cmap="Greys")
    panel.imshow(w.reshape(28, 28), cmap=style.SIGNED, vmin=-abs(w).max(), vmax=abs(w).max(), alpha=0.4)
    panel.set_title(f"{digit}: {likes[digit]:+.2f}", fontsize=12)
    panel.set(xticks=(), yticks=())
figure.suptitle("weights, each mean digit, and its mean sum")
plt.show()

# %% [markdown]
# The 4 has such a stroke; the 8, the 2 and the 7 have parts of it; the 5 has none. Such a unit does not recognise a
# digit. It answers one small question about it, and the next layer combines many such answers.
#
# ## What a network finds by itself (9 min)
#
# <!-- syllabus: S0-17 -->
# Nobody draws such detectors by hand. Train a network, take the columns of its first $W$, and reshape them:
# `W[:, j].reshape(28, 28)`. Ink on red raises the unit's sum, ink on blue lowers it. Such pictures are the first thing
# everybody looks at, and often they show nothing but noise; the question in the demo asks why. Then draw something: a
# stroke, half a digit, a scribble. The colour of each frame shows the unit's answer.

# %% W30
W30.show()

# %% [markdown]
# Here is the reason, on three units. In the corners of the pictures there is never any ink, so the gradient of those
# weights, $\sum_n x_{np}\,\delta_{nj}$, is exactly zero, and they stay what they were before training. Only a penalty
# on the weights changes them: it multiplies them by $1 - \eta\lambda$ in every step. *By hand:* with $\eta = 0.2$,
# $\lambda = 0.01$ and 1200 steps that leaves $0.998^{1200} \approx 0.09$ of the noise.

# %% corner
side, lr, lam, epochs = 14, 0.2, 0.01, 24
X, labels = rendered_digits(700, rng, side=side)
X_new, labels_new = X[500:], labels[500:]
X, labels = X[:500], labels[:500]
start = init_params([side**2, 16, 10], "lecun", rng)
free = train(start, X, labels, "tanh", 0.0, lr, 10, epochs, np.random.default_rng(0))[0]
penalised = train(start, X, labels, "tanh", lam, lr, 10, epochs, np.random.default_rng(0))[0]


def right(params, X, labels):
    return np.mean(mlp_forward(params, X, "tanh")[0].argmax(axis=1) == labels)


steps = epochs * len(X) // 10
assert X[:, 0].max() == 0  # no ink in the corner
assert np.allclose(free[0][0][0], start[0][0][0])
assert np.allclose(penalised[0][0][0], start[0][0][0] * (1 - lr * lam) ** steps)
assert np.isclose((1 - lr * lam) ** steps, 0.09, atol=0.005)
figure, squares = plt.subplots(3, 3, figsize=(WIDTH, 5), layout="constrained")
for row, params, name in zip(squares, (start, free, penalised), ("before", "no penalty", "penalty"), strict=True):
    for axes, image in zip(row, first_layer_images(params[0][0], (side, side)), strict=False):
        axes.imshow(image, vmin=-0.25, vmax=0.25)
        axes.set(xticks=(), yticks=())
    row[0].set_ylabel(name)
plt.show()
print(f"new digits right, no penalty: {right(free, X_new, labels_new):.1%}")
print(f"with the penalty:             {right(penalised, X_new, labels_new):.1%}")
assert abs(right(free, X_new, labels_new) - right(penalised, X_new, labels_new)) < 0.02

# %% [markdown]
# Galleries of clean strokes usually come from networks with small initial weights and a penalty. The noisy network
# reads new digits just as well: weights on pixels that never have ink change no answer.
#
# ## What the layer does to all digits (5 min)
#
# Single units are hard to interpret. So look at a whole layer: each of the 200 new digits is a point in a space of 196
# pixels, and a point in the space of the 16 hidden units. To draw either, project it onto the plane in which the points
# vary most (the first two *principal components*).


# %% projected
def onto_a_plane(points):
    """The two principal components of points, one a row."""
    centred = points - points.mean(axis=0)
    return centred @ np.linalg.svd(centred, full_matrices=False)[2][:2].T


def neighbours_agree(points, labels):
    """For how many points the nearest other one has the same label."""
    distances = np.linalg.norm(points[:, None] - points, axis=2)
    np.fill_diagonal(distances, np.inf)
    return np.mean(labels[distances.argmin(axis=1)] == labels)


W, b = penalised[0]
hidden = np.tanh(X_new @ W + b)
for axes, points, name in zip(panels(2, height=3.2), (X_new, hidden), ("196 pixels", "16 hidden units"), strict=True):
    places = onto_a_plane(points)
    axes.plot(*places.T, alpha=0)  # sets the limits
    for digit, place in zip(labels_new, places, strict=True):
        axes.text(*place, digit, color=plt.get_cmap("tab10")(digit), fontsize=12, ha="center", va="center")
    axes.set(title=name, xticks=(), yticks=())
plt.show()
agreement = [neighbours_agree(points, labels_new) for points in (X_new, hidden)]
print("nearest neighbour is the same digit:")
print("pixels {:.1%}, hidden units {:.1%}".format(*agreement))
assert np.allclose(agreement, (0.9, 0.985), atol=0.01)

# %% [markdown]
# In the left picture the digits lie mixed; in the right one each digit has moved together. The count, which uses all
# dimensions, says the same more mildly: the nearest neighbour is the same digit for nine of ten before the layer, and
# for nearly all after it. The last layer only has to draw straight lines between them, as in Lecture 3.
#
# ## Which pixels decide? (7 min)
#
# The backward pass need not stop at the first weights. One step further down it gives $\partial\ell/\partial x$: for
# each pixel, how the loss changes if that pixel gets darker (`input_gradient` in the assignment `p6_backprop`). So one
# can also ask which small change of a picture raises the loss fastest. Change each pixel by $\epsilon$ in that
# direction:
#
# $$x' = x + \epsilon\; \mathrm{sign}\Bigl(\frac{\partial\ell}{\partial x}\Bigr)$$

# %% small_changes
change = np.sign(input_gradient(penalised, X_new, labels_new, "tanh"))
noise = rng.choice([-1.0, 1.0], size=X_new.shape)
read = [mlp_forward(penalised, pictures, "tanh")[0].argmax(axis=1) for pictures in (X_new, X_new + 0.1 * change)]
turned = np.flatnonzero((read[0] == labels_new) & (read[1] != labels_new))[0]
figure, squares = plt.subplots(1, 3, figsize=(WIDTH, 2.2), layout="constrained")
for axes, image, name in zip(
    squares,
    (X_new[turned], 0.1 * change[turned], X_new[turned] + 0.1 * change[turned]),
    (f"read as {read[0][turned]}", "+ small change", f"= read as {read[1][turned]}"),
    strict=True,
):
    axes.imshow(image.reshape(side, side), cmap="Greys", vmin=-0.1, vmax=1.1)
    axes.set(title=name, xticks=(), yticks=())
plt.show()

sizes = np.linspace(0, 0.2, 9)
axes = panels(height=2.6)
for direction, name, colour, height in (
    (noise, "random signs", style.GREY, 0.8),
    (change, "signs of the gradient", style.VERMILION, 0.35),
):
    shares = [right(penalised, X_new + size * direction, labels_new) for size in sizes]
    axes.plot(sizes, shares, "o-", color=colour)
    axes.text(0.2, height, name, ha="right", color=colour)
    assert (shares[4] > 0.9) == (direction is noise)
    assert (0.25 < shares[4] < 0.4) == (direction is change)
axes.set(ylim=(0, 1.05), xlabel="change ε of each pixel", ylabel="digits right")
plt.show()

# %% [markdown]
# Everybody still reads the changed digit, but a change of a tenth of the range from paper to ink makes the network
# misread two of three. The same amount of random noise does hardly any harm. For one unit the reason is simple: random
# changes of its $n$ inputs mostly cancel, so that $w\cdot x$ changes by about $\epsilon\lVert w\rVert$; changes with
# the signs of $w$ all add up, to $\epsilon\sum_p |w_p|$, which is up to $\sqrt n$ times as much. Such pictures are
# called **adversarial examples**. A network that reads nearly all new digits does not see them as we do.
#
# The same gradient can draw. Take a unit of any layer in place of the loss, and change a grey picture step by step such
# that the unit's output rises: the picture comes to show what the unit looks for (*feature visualisation*, see Olah and
# others below).
#
# ## Learned or made by hand? (4 min)
#
# <!-- syllabus: S0-18 -->
# In Lecture 1 the features were powers, fixed before any data came. A hidden layer is a set of features that *adapts*.
# What is that worth? Compare with the same number of parameters. The question is whether a digit is even. The network
# has 16 learned features. Its rival gets the pixels and products of two pixels, as many as the number of parameters
# allows, drawn at random among the pixels that ever have ink. Both end in a softmax, and each is trained from five
# seeds.

# %% hand_made
even, even_new = labels % 2, labels_new % 2
inked = np.flatnonzero(X.max(axis=0) > 0)
sizes = [side**2, 16, 2]
number = count_params(sizes) // 2 - 1 - side**2


def share_right(widths, features, seed):
    """Train on the features of 500 digits; the share of 200 new ones that are read rightly."""
    draw = np.random.default_rng(seed)
    params = train(init_params(widths, "lecun", draw), features(X), even, "tanh", 0.0, 0.1, 10, 40, draw)[0]
    return right(params, features(X_new), even_new)


def with_products(seed):
    pairs = np.random.default_rng(seed).choice(inked, size=(number, 2))
    return lambda X: np.hstack([X, X[:, pairs[:, 0]] * X[:, pairs[:, 1]]])


found = {
    "pixels alone": ([side**2, 2], lambda seed: lambda X: X),
    "16 learned\nfeatures": (sizes, lambda seed: lambda X: X),
    "pixels and\nproducts": ([side**2 + number, 2], with_products),
}
axes = panels(height=2.4)
medians, rows = [], []
for row, (widths, features) in enumerate(found.values()):
    shares = [share_right(widths, features(seed), seed) for seed in range(5)]
    heights = row + np.linspace(-0.25, 0.25, 5)  # on one height, equal shares would hide each other
    axes.plot(shares, heights, "o", color=style.BLUE, markersize=5)
    axes.text(0.886, row, f"{count_params(widths)} parameters", va="center")
    medians.append(np.median(shares))
    rows.append(shares)
axes.set_yticks(range(3), found)
axes.set(xlim=(0.88, 1), ylim=(-0.5, 2.5), xlabel="share of new digits right, five seeds")
plt.show()
assert np.allclose(medians, (0.94, 0.955, 0.985), atol=0.003)
assert min(rows[2]) > max(rows[1])  # in all five runs

# %% [markdown]
# Surprised? On these printed digits the products win in all five runs, with a median of 98.5% against
# 95.5% for the learned features and 94% for the pixels alone. Learning features pays where nobody knows which
# features to make, as with the stripes of Lecture 3: there the hidden units *adapted to the data*, and turned towards
# the one direction that counts. And it pays where there are many inputs: of $d$ numbers there are $d(d+1)/2$ products,
# while one more unit costs $d$ weights and a few more.
#
# ## Shortcuts around a layer (10 min)
#
# <!-- syllabus: S3-16 -->
# More layers make features of features. But the gradient passes through every layer on its way back, and each
# multiplies it by about the same factor. Here is a **sequential** network of 20 tanh layers with weights of standard
# deviation $0.5/\sqrt n$ and the same with shortcuts:

# %% twenty
n, N = 64, 8
layers = [(0.5 / np.sqrt(n) * rng.normal(size=(n, n)), np.zeros(n)) for _ in range(20)]
signal, top = rng.normal(size=(N, n)), rng.normal(size=(N, n))
axes = panels(height=2.6)
for residual, colour in ((False, style.BLACK), (True, style.BLUE)):
    norms = np.asarray(gradient_norms(layers, signal, top, "tanh", residual))
    axes.plot(norms / norms[-1], "o-", markersize=4, color=colour, label="residual" if residual else "plain")
axes.set(yscale="log", xlabel="layer (0 is the input)", ylabel="size of the gradient")
axes.set_xticks(range(0, 21, 5))
axes.legend()
plt.show()

# %% [markdown]
# The blue line belongs to **residual** blocks. Three kinds of shortcut are in use:
#
# $$\text{residual: } y = x + F(x) \qquad\quad \text{highway: } y = T\circ H + (1 - T)\circ x \qquad\quad \text{dense: }
# y = [\,x,\; F(x)\,]$$
#
# $F(x)$ and $H(x)$ are ordinary layers. The gate $T = \sigma(x W_T + b_T)$ decides for each unit how much of $H$ and
# how much of $x$ it passes on. The backward pass needs nothing new. A value that is used twice gets two contributions;
# the gradient of a concatenation is split into its parts:
#
# $$\bar x = \bar y + \bar x_F \qquad\quad \bar x = (1 - T)\circ\bar y + \bar x_H + \bar x_T \qquad\quad \bar x =
# \bar y_{\text{left}} + \bar x_F$$
#
# where $\bar x_F$, $\bar x_H$ and $\bar x_T$ are the gradients that come back through the layers $F$, $H$ and $T$.

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
# In the plain stack the gradient keeps its length only for one size of the weights. The shortcut of a residual block
# adds the identity to the layer's Jacobian. So with small weights the gradient passes nearly unchanged, and no longer
# vanishes. With large weights it can still explode.
#
# ## Could a brain do this? (10 min)
#
# <!-- syllabus: S0-45 S3-40 E29 -->
# Backpropagation sends $\delta$ back through $W^\top$. In a brain, each synapse would have to know the strength of
# another one that runs in the opposite direction, and forward and backward passes would have to take turns. So in its
# textbook form backpropagation is biologically implausible. Do all alternatives learn much more slowly? One nearly
# keeps up on small networks; others are indeed far slower.
#
# **Feedback alignment** replaces $W^\top$ by a fixed random matrix $B$: $\;\delta^{l} = (\delta^{l+1} B^{l+1})\circ
# f'(z^l)$. **Weight perturbation** sends nothing back at all: change all weights by $\epsilon v$, and measure how the
# loss changes:
#
# $$\hat g = \frac{J(w + \epsilon v) - J(w - \epsilon v)}{2\epsilon}\, v \approx (v\cdot g)\, v, \qquad \mathrm{E}\,\hat
# g = g, \qquad \mathrm{E}\,\lVert \hat g\rVert^2 = (P + 2)\,\lVert g\rVert^2$$
#
# with $P$ parameters and $v$ standard normal. Such an estimate is right on average, but its squared length is about $P$
# times that of the gradient: nearly all of it is noise.

# %% shaking
small = init_params([6, 5, 3], "xavier", rng)
inputs, classes = rng.normal(size=(10, 6)), rng.integers(3, size=10)
g = flatten(mlp_backward(small, inputs, classes, "tanh", 0.0)[1])
guesses = np.array([flatten(perturbed_gradient(small, inputs, classes, "tanh", 1e-4, rng)) for _ in range(4000)])
cosine = g @ guesses.mean(axis=0) / np.linalg.norm(g) / np.linalg.norm(guesses.mean(axis=0))
print(f"cosine of mean and gradient: {cosine:.3f}")
length = np.mean(np.sum(guesses**2, axis=1)) / (g @ g)
print(f"one squared length: {length:.1f}, P + 2 = {g.size + 2}")

told = feedback_backward(small, [W.T for W, _ in small], inputs, classes, "tanh")[1]
assert np.allclose(flatten(told), g)  # with B = W.T, feedback is backpropagation

# %% [markdown]
# All three learn to read the same digits, from the same initial weights. The second panel shows the cosine between each
# one's direction, for the hidden layers, and the gradient.

# %% W31
W31.show()

# %% [markdown]
# Look at the green cosine: it is small at first, then it rises. The weights have changed in such a way that the random
# feedback is useful: the *weights* align with $B$, hence the name.
#
# ## What comes next (8 min)
#
# <!-- syllabus: S3-41 -->
# Thirteen lectures fit in a few lines. A unit is a weighted sum and a nonlinearity. Layers of units come as close as
# one likes to any continuous function on a compact set; for some functions a deep network needs far fewer units. The
# loss says what is wanted, the chain rule says how each weight contributes, and gradient descent does the rest, if
# initialisation, learning rate and penalty are chosen with care.
#
# In practice a library computes the gradients. Here is one epoch of training in PyTorch, with the `batches` of Lecture
# 12 as tensors. You know what each line does, because you have written it yourself:
#
# ```python
# from torch import nn, optim
#
# net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
# optimiser = optim.AdamW(net.parameters(), lr=1e-3)
# for X, labels in batches:
#     loss = nn.functional.cross_entropy(net(X), labels)
#     optimiser.zero_grad()
#     loss.backward()
#     optimiser.step()
# ```
#
# And the limits? A fully connected layer does not know which pixels are neighbours. Shift the digits by two pixels, and
# each weight meets another part of the digit:

# %% shifted
pictures = X_new.reshape(-1, side, side)
shares = [right(free, np.roll(pictures, by, axis=2).reshape(len(pictures), -1), labels_new) for by in range(4)]
axes = panels(height=2.4)
axes.bar_label(axes.bar(range(4), shares, color=style.BLUE), fmt="{:.0%}")
axes.set(ylim=(0, 1.15), xticks=range(4), xlabel="pixels shifted", ylabel="digits right")
plt.show()
assert shares[0] > 0.95
assert shares[2] < 0.3

# %% [markdown]
# A **convolutional** network does two things about this. Each unit sees a small window, and all windows share their
# weights: if the picture is shifted, its features are shifted with it (*equivariance*). Then **pooling** keeps the
# largest value, or the mean, of neighbouring windows, and a small shift hardly changes it (*invariance*). Sharing also
# saves weights: 16 fully connected units have $16 \cdot 196 = 3136$, 16 windows of 5 × 5 pixels have 400. Here is one
# window, a rising stroke, on a digit and on the same digit two pixels further right:

# %% equivariance
window = diagonal_stroke(5).reshape(5, 5)


def features(picture):
    patches = np.lib.stride_tricks.sliding_window_view(picture, window.shape)
    return np.sum(patches * window, axis=(2, 3))


seven = pictures[labels_new == 7][0]
both = [(picture, features(picture)) for picture in (seven, np.roll(seven, 2, axis=1))]
assert np.allclose(both[0][1][:, :-2], both[1][1][:, 2:])  # shifted with the picture
assert np.isclose(both[0][1].max(), both[1][1].max())  # what max pooling keeps
figure, squares = plt.subplots(1, 4, figsize=(WIDTH, 1.9), layout="constrained")
for axes, image, name in zip(squares, (*both[0], *both[1]), ("a 7", "features", "shifted", "features"), strict=True):
    if image.shape == (side, side):
        axes.imshow(image, cmap="Greys")
    else:
        axes.imshow(image, vmin=-np.abs(image).max(), vmax=np.abs(image).max())
    axes.set(title=name, xticks=(), yticks=())
plt.show()

# %% [markdown]
# The gradient of a shared weight is the sum over all windows, by the rule of Lecture 10 for a value that is used
# several times. That is where the next course begins.
#
# <!-- syllabus: S0-47 -->
# Networks can also have cycles (recurrent networks), and **attention**: a layer whose mixing weights are not learned
# numbers but computed from the input itself, by way of three linear maps $Q$, $K$, $V$ of it: $A =
# \mathrm{softmax}(QK^\top/\sqrt d)\,V$. Each row of the output is a weighted mean of the rows of $V$. It is made of
# matrix products and a softmax, and you know how to differentiate both.

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
# **1.** The weights of a network's first layer look like noise, and it reads 98% of new digits. Does it overfit?
#
# <details><summary>Answer</summary>
# No: overfitting shows on new digits. The noise is left from the initialisation, in directions in which the data hardly
# vary.
# </details>
#
# **2.** A residual stack of 100 layers explodes. What do you change first?
#
# <details><summary>Answer</summary>
# The size of the weights in the branches $F$: each layer multiplies the gradient by 1 plus something of that size.
# Start with branches of nearly zero, so that the stack begins as the identity.
# </details>
#
# **3.** A network gets ten times as many weights. By which factor does weight perturbation become slower?
#
# <details><summary>Answer</summary>
# About ten: the noise has P times the gradient's squared length, so steps must be P times smaller, or P times as many
# estimates averaged.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Show that among pictures of one length a unit's sum is largest for the picture that is proportional to its
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
# **2.** Show that shortcuts keep the gradient: compare the product of twenty small random Jacobians $J$ with the
# product of the $I + J$.
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
# - Weights on pixels without ink get no gradient; only a penalty makes them vanish.
# - A hidden layer moves examples of one class together; its features adapt to the data.
# - Small changes along the gradient of the input mislead a network where random ones do not.
# - Shortcuts add a path along which the gradient passes unchanged.
# - Feedback alignment learns without $W^\top$; weight perturbation is slower by about the number of weights.
# - Sharing weights gives equivariance, pooling some invariance.
#
# ## History and reading
#
# LeCun and others (1998) read digits with convolutions. Szegedy and others (2014) found adversarial examples.
# Srivastava, Greff and Schmidhuber (2015) and He and others (2016) made a hundred layers trainable. Lillicrap and
# others (2016) trained without transposed weights.
#
# - Y. LeCun and others, *Gradient-based learning applied to document recognition*, 1998
# - K. He and others, *Deep residual learning for image recognition*, 2016
# - I. Goodfellow, J. Shlens, C. Szegedy, *Explaining and harnessing adversarial examples*, 2015
# - T. Lillicrap and others, *Random synaptic feedback weights support error backpropagation*, 2016
# - C. Olah, A. Mordvintsev, L. Schubert, *Feature visualization*, 2017 (online)
#
# ## Where it leads
#
# To the assignment `p8_digits`: you train a network on digits with early stopping, look at its first layer and its
# confusions, diagnose faulty trainings, meet handwriting, and write a short report.
