# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 12 Training in practice
#
# **What you will be able to do**
#
# - train with mini-batches, and say what a small batch costs and what it gains;
# - initialise a deep network so that signals and gradients keep their size;
# - recognise overfitting, and reduce it with a penalty or by stopping early;
# - say what normalisation, dropout, AdamW and gradient clipping do;
# - take a training from the first look at the data to the test set, in an order that saves time;
# - find out why a training does not learn, with one test for each suspicion.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

from course.data.handwritten_digits import handwritten_digits
from course.data.toy import two_moons
from lectures.figures import WIDTH, panels
from lectures.widgetkit import style
from lectures.widgets.w25_minibatch_noise import WIDGET as W25
from lectures.widgets.w25b_gradient_depth import WIDGET as W25b
from lectures.widgets.w27_early_stopping import WIDGET as W27
from lectures.widgets.w28_doctor import WIDGET as W28
from reference_solution.digits.faulty_runs import DISEASES, make_run
from reference_solution.digits.preparation import standardise
from reference_solution.digits.vital_signs import diagnose, vital_signs
from reference_solution.losses.softmax import softmax
from reference_solution.networks.dropout import dropout
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.networks.normalisation import normalise_backward, normalise_forward
from reference_solution.training.adamw import adamw_step
from reference_solution.training.clipping import clip_gradients
from reference_solution.training.gradient_descent import gradient_descent
from reference_solution.training.gradient_flow import gradient_norms
from reference_solution.training.minibatches import minibatches
from reference_solution.training.mlp_training import early_stopping, train
from reference_solution.training.optimisers import adam_step, sgd_step
from reference_solution.training.xor_training import xor_success

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## A few examples at a time (8 min)
#
# <!-- syllabus: S1-28 -->
# One **epoch**: shuffle the examples, cut them into mini-batches, make one step on each. Every example is used exactly
# once an epoch; the last batch may be smaller. The next epoch shuffles them anew.

# %% epoch
rng = np.random.default_rng(0)
batches = minibatches(np.arange(10)[:, None], np.arange(10), batch_size=4, rng=rng)
for _, labels in batches:
    print("batch:", labels)
assert sorted(np.concatenate([labels for _, labels in batches])) == list(range(10))

# %% [markdown]
# The mean of the gradients of all batches of an epoch is the gradient of all examples, if the batches have one size.
# And with one batch of all examples an epoch is one step of plain gradient descent:

# %% batch_of_all
X, labels = two_moons(240, rng, 0.2)
params = init_params([2, 8, 2], "xavier", rng)
whole = mlp_backward(params, X, labels, "tanh", 0.0)[1][0][0]
parts = [mlp_backward(params, *batch, "tanh", 0.0)[1][0][0] for batch in minibatches(X, labels, 8, rng)]
assert np.allclose(whole, np.mean(parts, axis=0))
one, _ = train(params, X, labels, "tanh", 0.0, 0.3, len(X), 1, rng)
assert np.allclose(one[0][0], params[0][0] - 0.3 * whole)  # one step of all examples

# %% [markdown]
# The gradient of a batch of $B$ examples scatters around that of all examples; its variance is about that of single
# gradients divided by $B$. In the picture every dot is a batch. The sentence below it compares the scatter measured
# with the one that this rule promises. Then let 30 epochs of training pass, and look again.

# %% W25
W25.show()

# %% [markdown]
# Early on, practically all batches of 4 point downhill, at a sixty-fourth of the cost of all 256 examples. Late in
# training the gradient of all examples is small, and the noise is not. More than half of the batches of up to 8
# examples then point uphill, though the mean of their gradients points downhill: most examples are fitted already and
# pull a little uphill, the few that are not pull strongly downhill, and most small batches contain none of those. That
# is the time for larger batches, or a smaller learning rate (a schedule, Lecture 8).
#
# ## Initialisation (8 min)
#
# <!-- syllabus: S1-29 -->
# With $n$ inputs $a$ and independent weights of mean 0,
#
# $$\mathrm{Var}(z) = n\, \mathrm{Var}(w)\, \mathrm{E}[a^2].$$
#
# So where $f$ is nearly linear, weights of variance $1/n$ (LeCun's initialisation) keep the size of the signals. If $z$
# is distributed symmetrically about 0, a ReLU sets half of the values to 0, and $\mathrm{E}[a^2]$ is only half of
# $\mathrm{Var}(z)$. Twice the variance of the weights, $2/n$ (He's initialisation), compensates for that.
#
# *By hand:* 100 inputs, weights of standard deviation $\sqrt{2/100} \approx 0.14$.
#
# Going back, a signal is a sum over the $n_{out}$ units of the layer, so $1/n_{out}$ would keep its size. Xavier's
# initialisation, $2/(n_{in} + n_{out})$, is a compromise between the two. Where a layer has as many units as inputs, as
# in the demo below, all three are the same.

# %% variance
A = np.maximum(rng.normal(size=(2000, 100)), 0)
for scheme in ("lecun", "he"):
    W = init_params([100, 2000], scheme, rng)[0][0]
    assert np.isclose(np.mean((A @ W) ** 2), 100 * np.mean(W**2) * np.mean(A**2), rtol=0.02)
    dZ = rng.normal(size=(500, 2000))
    assert np.isclose(np.mean((dZ @ W.T) ** 2), 2000 * np.mean(W**2) * np.mean(dZ**2), rtol=0.02)

# %% [markdown]
# The same holds for the backward pass: each layer multiplies the gradient by about the same factor, and twenty layers
# by its twentieth power. A sigmoid's slope is at most 1/4, and $(1/4)^{20}$ is about $10^{-12}$.

# %% profile
axes = panels(height=2.8)
for kind, scheme in (("sigmoid", "lecun"), ("tanh", "lecun"), ("relu", "he")):
    stack = init_params([64] * 21, scheme, np.random.default_rng(0))
    inputs, pull = np.random.default_rng(1).normal(size=(2, 32, 64))
    norms = gradient_norms(stack, inputs, pull, kind)
    axes.plot(np.asarray(norms) / norms[-1], label=f"{kind}, {'LeCun' if scheme == 'lecun' else 'He'}")
axes.set(yscale="log", xlabel="layer (0 is the input)", ylabel="size of the gradient")
axes.set_xticks(range(0, 21, 5))
axes.legend()
plt.show()

# %% W25b
W25b.show()

# %% [markdown]
# And why random at all? Hidden units with equal initial weights get equal gradients, and stay equal for ever. Here is
# what five epochs make of three of them:

# %% symmetry
equal = [(np.full((2, 3), 0.5), np.zeros(3)), (np.tile([0.3, -0.3], (3, 1)), np.zeros(2))]
trained, _ = train(equal, X, labels, "tanh", 0.0, 0.3, 32, 5, rng)
print("weights:", trained[0][0][0])
assert np.allclose(trained[0][0], trained[0][0][:, :1])

# %% [markdown]
# ## Overfitting, and two cures (12 min)
#
# <!-- syllabus: S0-27 S0-28 -->
# A network that can represent everything need not learn the right thing. It may need too many units (Lecture 6). Its
# weights may not be found: of a hundred seeds, 18 solve XOR with two ReLUs (Lecture 8). And what it finds may fit the
# noise, as the polynomials of Lecture 1 do: with more coefficients than points, there are many perfect fits, and most
# of them are far off between the points.
#
# Below, 32 tanh units learn from 40 points, of which 8 have the wrong label, first without and then with the cure that
# comes next.

# %% noisy_labels
assert xor_success(2, "relu", 100, steps=500).sum() == 18
few, few_labels = two_moons(40, np.random.default_rng(1), 0.25)
wrong = np.where(np.arange(40) < 8, 1 - few_labels, few_labels)
many, many_labels = two_moons(400, np.random.default_rng(2), 0.25)

# %% [markdown]
# <!-- syllabus: S0-29 -->
# The cure of Lecture 1 works for any network: **regularisation**, here a squared penalty on the weights, not on the
# biases. Its gradient is $\lambda W$, so each step also multiplies every weight by $1 - \eta\lambda$. Hence the name
# **weight decay**.
#
# $$J = \frac1N\sum_i \ell_i + \frac\lambda2 \sum_l \lVert W_l \rVert_F^2 \qquad
# W \leftarrow (1 - \eta\lambda)\, W - \eta\, \frac{\partial}{\partial W}\Bigl(\frac1N\sum_i \ell_i\Bigr)$$

# %% decay
plain = mlp_backward(params, X, labels, "tanh", 0.0)[1]
decayed = mlp_backward(params, X, labels, "tanh", 0.5)[1]
with_penalty = sgd_step(params, decayed, 0.1)[0][0]
assert np.allclose(with_penalty, (1 - 0.1 * 0.5) * params[0][0] - 0.1 * plain[0][0])  # decay, then step


# %% curves
def right(params, X, labels):
    return int(np.sum(mlp_forward(params, X, "tanh")[0].argmax(axis=1) == labels))


counts, nets = [], []
for axes, lam in zip(panels(2, height=2.8, sharey=True), (0.0, 0.01), strict=True):
    fitted, order, seen = init_params([2, 32, 2], "xavier", np.random.default_rng(0)), np.random.default_rng(0), []
    for _ in range(200):
        fitted, _ = train(fitted, few, wrong, "tanh", lam, 0.3, 10, 4, order)
        seen.append([mlp_backward(fitted, *data, "tanh", 0.0)[0] for data in ((few, wrong), (many, many_labels))])
    axes.plot(4 * np.arange(200), seen, label=("training", "new points"))
    axes.set(title=f"penalty λ = {lam:g}", xlabel="epoch", ylim=(0, 1.3))
    counts.append((right(fitted, few[:8], wrong[:8]), right(fitted, many, many_labels)))
    nets.append(fitted)
axes.legend()
axes.figure.axes[0].set_ylabel("loss")
plt.show()
assert counts == [(6, 271), (2, 350)]

# %% [markdown]
# Without a penalty the training loss goes on falling while the loss on new points rises: **overfitting**. In the end
# the network agrees with 6 of the 8 wrong labels, and gets 271 of 400 new points right. With $\lambda = 0.01$ it agrees
# with 2 of the wrong labels only, and gets 350 new points right. Here is what each of the two networks answers
# everywhere. The crosses have a wrong label: without a penalty the boundary makes detours to reach them; with it, the
# boundary follows the two moons.

# %% boundaries
across, up = np.meshgrid(np.linspace(-2, 3, 201), np.linspace(-1.5, 2, 141))
plane = np.column_stack([across.ravel(), up.ravel()])
for axes, net, lam in zip(panels(2, height=2.6, sharey=True), nets, (0, 0.01), strict=True):
    says = mlp_forward(net, plane, "tanh")[0].argmax(axis=1).reshape(across.shape)
    axes.contourf(across, up, says, levels=(-0.5, 0.5, 1.5), colors=(style.SKY, style.VERMILION), alpha=0.3)
    for label, colour in ((0, style.BLUE), (1, style.VERMILION)):
        for marker, part in (("o", slice(8, None)), ("X", slice(8))):
            chosen = few[part][wrong[part] == label]
            axes.plot(*chosen.T, marker, color=colour, markersize=5 if marker == "o" else 8)
    axes.set(title=f"penalty λ = {lam:g}", xticks=(), yticks=())
plt.show()

# %% [markdown]
# <!-- syllabus: S0-30 -->
# The other cure adds no term to the loss. **Early stopping** watches the loss on held-out examples, and keeps the
# parameters of the best epoch. The **patience** is the number of epochs that one waits for a better one.
#
# Whatever is chosen by looking at some examples, such as this epoch, suits them a little too well. So there are three
# sets of examples:
#
# - the **training set** gives the gradients;
# - the **validation set** is for choosing: the epoch, the learning rate, $\lambda$, the number of units. Such settings
#   are called **hyperparameters**;
# - the **test set** is used once, at the end, and its result is the one that is reported.
#
# The demo shows a validation loss. It also chooses the epoch by that loss, so the printed loss is a little too good.

# %% patience
losses = [3.0, 2.0, 1.0, 1.5, 1.2, 0.5]
for patience, epoch in ((2, 2), (4, 5)):
    _, best = early_stopping([([(np.zeros((1, 1)), np.zeros(1))], loss) for loss in losses], patience)
    assert best == epoch  # a patience of 2 stops too soon to see the last loss

# %% W27
W27.show()

# %% [markdown]
# Why do the two cures look alike? Take a bowl with curvature $h$ and start at weight 0. After $t$ steps gradient
# descent has gone the share $1 - (1 - \eta h)^t$ of the way to the minimum; with a penalty the minimum itself lies at
# the share $h / (h + \lambda)$. In flat directions both shares are small, and they agree if $\lambda = 1/(\eta t)$.

# %% early_is_ridge
lr, steps = 0.1, 50
curvatures = np.geomspace(1e-3, 10, 60)
covered = np.array([gradient_descent(lambda w: h * (w - 1), np.zeros(1), lr, steps)[-1][0] for h in curvatures])  # noqa: B023
assert np.allclose(covered, 1 - (1 - lr * curvatures) ** steps)
axes = panels(height=2.6)
axes.plot(curvatures, covered, color=style.BLUE, label="50 steps with η = 0.1")
axes.plot(
    curvatures, curvatures / (curvatures + 1 / (lr * steps)), "--", color=style.VERMILION, label="penalty λ = 0.2"
)
axes.set(xscale="log", xlabel="curvature h", ylabel="share of the way")
axes.legend()
plt.show()

# %% [markdown]
# ## Normalisation, dropout, AdamW, clipping (9 min)
#
# Four tools that large networks use. **Normalisation** brings pre-activations to mean 0 and variance 1, then lets each
# unit learn a scale and a shift:
#
# $$\hat z = \frac{z - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad y = \gamma\, \hat z + \beta.$$
#
# *Batch* normalisation takes $\mu$ and $\sigma$ over the examples of a batch, one pair for each unit. *Layer*
# normalisation takes them over the units, one pair for each example. A trained network has to answer for a single
# example, too. Layer normalisation then works as before; batch normalisation uses running means of $\mu$ and
# $\sigma^2$ that were kept during training. (To forget this switch is a common mistake: the answer for one example then
# depends on the others in its batch.) In the backward pass remember that $\mu$ and $\sigma$ depend on $z$ too:
#
# $$\frac{\partial\ell}{\partial z} = \frac{1}{\sqrt{\sigma^2+\epsilon}}\bigl(g - \mathrm{mean}(g) -
# \hat z\,\mathrm{mean}(g\,\hat z)\bigr), \qquad g = \gamma\,\frac{\partial\ell}{\partial y}.$$
#
# Here are twenty tanh layers whose initial weights are half as large as they should be, or four times as large, without
# and with layer normalisation.


# %% normalised_stack
def arriving(gain, normalised, layers=20, width=64):
    """Sizes of the gradient at each layer, going back."""
    draw = np.random.default_rng(0)
    A, dA = draw.normal(size=(2, 32, width))
    passed = []
    for _ in range(layers):
        W = gain * draw.normal(size=(width, width)) / np.sqrt(width)
        Z, cache = normalise_forward(A @ W, np.ones(width), np.zeros(width), axis=1) if normalised else (A @ W, None)
        A = np.tanh(Z)
        passed.append((W, A, cache))
    sizes = [np.linalg.norm(dA)]
    for W, A, cache in reversed(passed):
        dZ = dA * (1 - A**2)
        if normalised:
            dZ, _, _ = normalise_backward(dZ, cache)
        dA = dZ @ W.T
        sizes.append(np.linalg.norm(dA))
    return np.array(sizes) / sizes[0]


axes = panels(height=3)
for gain, colour, wide in ((0.5, style.BLUE, 6), (4.0, style.VERMILION, 2.5)):
    axes.plot(arriving(gain, False), "--", color=colour, label=f"× {gain:g}")
    axes.plot(arriving(gain, True), color=colour, linewidth=wide, label=f"× {gain:g}, normalised")
axes.set(yscale="log", ylim=(1e-7, 1e13), xlabel="layers passed, from the top", ylabel="size of the gradient")
axes.set_xticks(range(0, 21, 5))
axes.legend(loc="upper left", ncols=2, title="initial weights", handlelength=1.5, columnspacing=1)
plt.show()

# %% [markdown]
# With normalisation the two lines lie on one another: the factor in the weights cancels, forward and backward.
#
# **Dropout** sets each unit to 0 with probability $p$, at random in each training step, so that no unit can rely on
# another. Those that stay are divided by $1 - p$: so the mean stays the same, and nothing needs to change when the
# trained network is used. The gradient is multiplied by the same mask. *By hand,* with $p = \frac12$: the units $(2, 1,
# 3, 4)$ and the mask $(1, 0, 0, 1)$ give $(4, 0, 0, 8)$.
#
# **Clipping** shortens a gradient that is longer than some limit, so that one bad batch cannot ruin the network. *By
# hand:* $(300, -400)$ has length 500; clipped to length 1 it becomes $(0.6, -0.8)$.
#
# **AdamW** is Adam with weight decay done right. If the penalty is a part of the gradient $g$, Adam divides it by
# $\sqrt s$ like everything else, so weights with large gradients hardly shrink. AdamW leaves the penalty out of $g$,
# and multiplies every weight by $1 - \eta\lambda$ in each step. Two weights, one with small and one with large random
# gradients, show the difference:

# %% dropout_clipping_adamw
units = rng.normal(1.0, 0.5, size=10_000)
kept, mask = dropout(units, 0.3, rng)
assert np.isclose(np.mean(mask == 0), 0.3, atol=0.02)
assert np.isclose(kept.mean(), units.mean(), atol=0.02)
[(clipped, clipped_bias)] = clip_gradients([(np.array([[300.0]]), np.array([-400.0]))], 1.0)
assert np.allclose([clipped[0, 0], clipped_bias[0]], [0.6, -0.8])

none = [(np.zeros((2, 1)), np.zeros(1))]
noises = np.random.default_rng(0).normal(size=(400, 2, 1)) * [[0.01], [10.0]]
ends = {}
for axes, (name, penalty, step) in zip(
    panels(2, height=2.6, sharey=True),
    (("Adam, penalty in g", 1.0, adam_step), ("AdamW", 0.0, adamw_step)),
    strict=True,
):
    weights, m, square, path = [(np.ones((2, 1)), np.zeros(1))], none, none, []
    for t, noise in enumerate(noises, 1):
        g = [(noise + penalty * weights[0][0], np.zeros(1))]
        weights, m, square = step(weights, g, m, square, t, 1e-3, *([1.0] if step is adamw_step else []))
        path.append(weights[0][0][:, 0])
    axes.plot(path, label=("small gradients", "large gradients"))
    axes.set(title=name, xlabel="step", ylim=(0.4, 1.05))
    ends[name] = path[-1]
axes.legend(loc="lower left")
axes.figure.axes[0].set_ylabel("weight")
plt.show()
assert np.allclose(ends["AdamW"], np.exp(-0.4), atol=0.05)  # (1 − 0.001)^400
assert ends["Adam, penalty in g"][1] > 0.9

# %% [markdown]
# ## One training, from beginning to end (13 min)
#
# Now all together, on the 600 handwritten digits. The order matters: each step rules out a cause, so that the next step
# can be trusted.
#
# **1. Look at the data, and split it.** How many of each class, in which range are the values, are the labels right?
# Here are 57 to 63 of each digit, with grey values from 0 to 1. 360 are for training, 120 for validation, 120 for the
# test. Mean and standard deviation come from the 360 alone.

# %% look
pictures, digits = handwritten_digits()
rows = np.random.default_rng(0).permutation(600)
training, validation, test = rows[:360], rows[360:480], rows[480:]
inputs = standardise(pictures[training], pictures)
classes = np.bincount(digits)
assert (classes.min(), classes.max(), pictures.min(), pictures.max()) == (57, 63, 0, 1)
figure, squares = plt.subplots(2, 6, figsize=(WIDTH, 2.5), layout="constrained")
for square, row in zip(squares.flat, training, strict=False):
    square.imshow(pictures[row].reshape(8, 8), cmap="Greys")
    square.set(title=digits[row], xticks=(), yticks=())
plt.show()

# %% [markdown]
# **2. The smallest run, end to end.** Is the first loss near $\ln 10 \approx 2.3$? Are the gradients right (Lecture
# 11)? And what does the simplest model reach, one without a hidden layer? That is the **baseline**.
#
# **3. Learn ten examples by heart.** If the loss on ten digits does not go to 0, there is a mistake in the program, or
# the learning rate is far too large. More data or more units will not help.


# %% first_runs
def trained(hidden, lr=0.3, epochs=20, lam=0.0, rows=training, seed=0):
    """A network of ReLUs, trained on some of the digits in batches of 20."""
    draw = np.random.default_rng(seed)
    start = init_params([64, *hidden, 10], "he", draw)
    return train(start, inputs[rows], digits[rows], "relu", lam, lr, 20, epochs, draw)[0]


def loss_on(params, rows):
    return mlp_backward(params, inputs[rows], digits[rows], "relu", 0.0)[0]


def share_read(params, rows):
    return np.mean(mlp_forward(params, inputs[rows], "relu")[0].argmax(axis=1) == digits[rows])


ten, baseline = training[:10], trained([], lr=0.1)
print(f"first loss: {loss_on(trained([64], epochs=0), training):.2f}")
print(f"baseline: {share_read(baseline, validation):.1%} of the validation set")
print(f"loss of ten learned by heart: {loss_on(trained([64], epochs=100, rows=ten), ten):.3f}")

# %% [markdown]
# (The first loss is somewhat above 2.3, because the initial logits are random numbers and not 0.)
#
# **4. Find the learning rate.** Make short runs with values that grow by a factor of about three. Take the largest one
# that is stable, then a third of it: here 0.3, since 1 is stable and 3 diverges.
#
# **5. Make the network larger,** until the *training* loss is as low as you want it. While it is not, the network
# **underfits**: it is too small, or was trained too briefly, and no regularisation will help.

# %% learning_rate_and_size
left, right_panel = panels(2, height=2.8)
rates, sizes = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3), (1, 2, 4, 8, 16, 32, 64, 128)
with np.errstate(all="ignore"):  # the largest rate overflows
    ends = [loss_on(trained([64], rate, epochs=5), training) for rate in rates]
assert ends[-1] > 10 > ends[0] > ends[-2]
left.plot(rates, ends, "o-", color=style.BLUE)
left.set(xscale="log", yscale="log", ylim=(1e-3, 1e2), xlabel="learning rate", ylabel="loss after 5 epochs")
nets = [trained([size]) for size in sizes]
for part, name, colour in ((training, "training", style.BLUE), (validation, "validation", style.VERMILION)):
    right_panel.plot(sizes, [loss_on(net, part) for net in nets], "o-", color=colour, label=name)
right_panel.set(xscale="log", yscale="log", ylim=(3e-3, 50), xlabel="hidden units", ylabel="loss")
right_panel.set_xticks((1, 8, 64), ("1", "8", "64"))
right_panel.legend()
plt.show()
small, large = (share_read(nets[sizes.index(size)], validation) for size in (16, 128))
assert round(small, 2) == round(large, 2) == 0.98
assert sum(W.size + b.size for W, b in nets[-1]) == 9610

# %% [markdown]
# Look at the right end: a network of 128 units has 9610 weights and biases, and could learn 360 labels by heart even if
# they were wrong. Yet it reads 98% of the validation digits, as one of 16 units does. Large networks often generalise
# better than their number of weights suggests. The reason is still being studied (Zhang and others, 2017).
#
# **6. Regularise, until the *validation* loss is lowest.** More data is the best regularisation, where it can be had.
# Copies of the training pictures, shifted or turned a little, are more data, too (**augmentation**). Then try a
# penalty, dropout, early stopping. Here the number of examples counts for most, and no penalty lowers the validation
# loss. So none is used: measure, do not assume.

# %% data_and_penalty
left, right_panel = panels(2, height=2.8, sharey=True)
amounts, penalties = (45, 90, 180, 360), (0.001, 0.003, 0.01, 0.03, 0.1)
fewer = [trained([64], epochs=20 * 360 // amount, rows=training[:amount]) for amount in amounts]  # as many steps
penalised = [trained([64], lam=lam) for lam in penalties]
for part, name, colour in ((training, "training", style.BLUE), (validation, "validation", style.VERMILION)):
    seen = [training[:amount] if part is training else validation for amount in amounts]
    left.plot(amounts, [loss_on(net, rows) for net, rows in zip(fewer, seen, strict=True)], "o-", color=colour)
    right_panel.plot(penalties, [loss_on(net, part) for net in penalised], "o-", color=colour, label=name)
left.set(xscale="log", yscale="log", xlabel="training examples", ylabel="loss")
left.set_xticks(amounts, amounts)
left.minorticks_off()
right_panel.set(xscale="log", xlabel="penalty λ")
right_panel.legend()
plt.show()
assert all(loss_on(net, validation) >= loss_on(fewer[-1], validation) for net in penalised)

# %% [markdown]
# With several hyperparameters, draw their values at random, on a logarithmic scale, rather than from a grid: then every
# run tries a new value of each. If the best value lies at the edge of its range, extend the range.
#
# **7. Use the test set, once.**

# %% test_once
counts = []
for name, net in (("no hidden layer", baseline), ("64 hidden units", trained([64]))):
    share = share_read(net, test)
    counts.append(round(120 * share))
    print(f"{name}: {counts[-1]} of 120 right")
    print(f"  {share:.1%}, standard error {np.sqrt(share * (1 - share) / 120):.1%}")
assert counts[1] - counts[0] == 2

# %% [markdown]
# Is the hidden layer worth it? The difference is two digits of 120, no more than chance can make. To know, one needs
# more test digits, or several splits. Such a sentence belongs in every report. And a test set speaks only of data like
# its own. Digits drawn in another way are a *distribution shift*; in `p8_digits` you measure what it costs.
#
# If computing time is left, train the same network from several seeds, and average the probabilities: an **ensemble**.
# Its loss is never above the mean of their losses, because minus the logarithm is a convex function. For five seeds:

# %% ensemble
members = [softmax(mlp_forward(trained([64], seed=seed), inputs[validation], "relu")[0]) for seed in range(5)]
losses = [-np.log(p[np.arange(120), digits[validation]]).mean() for p in (*members, np.mean(members, axis=0))]
print(f"mean of the five losses: {np.mean(losses[:5]):.3f}")
print(f"loss of the ensemble:    {losses[5]:.3f}")
assert losses[5] <= np.mean(losses[:5])

# %% [markdown]
# ## When it does not learn (10 min)
#
# <!-- syllabus: S1-29 S1-30 -->
# Is it the learning rate, the initialisation, the data, the architecture? Does it need more epochs, other features?
# Guessing takes days. But for every suspicion there is a test that takes seconds.
#
# | suspicion | test | healthy |
# |---|---|---|
# | wrong gradient | compare with central differences | they agree |
# | features not scaled | root mean square of the inputs | about 1 |
# | examples not shuffled | share of neighbours with the same label | about $1/K$ |
# | bad initialisation | first loss divided by $\ln K$; share of dead units (Lecture 4) | 1 to 1.6; near 0 |
# | learning rate too large | train on ten examples alone | loss near 0 |
# | learning rate too large or small | length of a step divided by length of the weights | 0.001 to 0.1 |
# | labels mixed up | which class is taken for which (confusion matrix) | mostly the right one |

# %% first_loss
unsure = mlp_backward([(np.zeros((2, 10)), np.zeros(10))], X, labels, "tanh", 0.0)[0]
assert np.isclose(unsure, np.log(10))  # all ten classes equally probable

# %% [markdown]
# Each of the six trainings below has one fault. You may order two tests for each; every test takes some minutes, and a
# diagnosis counts only if one of your tests can show it.

# %% W28
W28.show()

# %% [markdown]
# Go through the table from top to bottom: a fault further up also shows in tests further down. Here a program makes the
# tests on two trainings. By their accuracy both are healthy.

# %% round
centres = np.random.default_rng(0).normal(size=(4, 8))
classes = np.random.default_rng(1).integers(4, size=600)
points = centres[classes] + 0.4 * np.random.default_rng(2).normal(size=(600, 8))
for disease in ("none", DISEASES[-1]):
    rng = np.random.default_rng(0)
    patient = make_run(disease, (points[:400], classes[:400]), (points[400:], classes[400:]), rng)
    signs = vital_signs(patient, rng)
    print(f"{disease}: found {diagnose(signs)}")
    print(f"  held-out accuracy {signs['held_out_accuracy']:.2f}")

# %% [markdown]
# ## Three questions (4 min)
#
# **1.** You double the batch size. May the learning rate be larger?
#
# <details><summary>Answer</summary>
#
# Yes, as long as noise is what limits it: the variance is half as large. Where the curvature limits it,
# $2/\lambda_{max}$ stays what it was.
#
# </details>
#
# **2.** The validation loss rises while the validation accuracy stays. Is that overfitting?
#
# <details><summary>Answer</summary>
#
# Yes, of the probabilities: the network becomes more and more certain, also where it is wrong. If you need the
# probabilities, stop earlier.
#
# </details>
#
# **3.** The loss of ten classes starts at 7. What do you suspect before training at all?
#
# <details><summary>Answer</summary>
#
# It should start near $\ln 10 \approx 2.3$. A loss of 7 means large logits, so the initial weights or the features are
# too large.
#
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Show with random numbers in place of gradients that the mean over equal batches is the mean over all, and that
# the standard deviation over batches of 16 is a quarter of that over single examples.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# single = rng.normal(size=(4096, 5)) + 1
# batches = single.reshape(256, 16, 5).mean(axis=1)
# assert np.allclose(batches.mean(axis=0), single.mean(axis=0))
# assert np.allclose(single.std(axis=0) / batches.std(axis=0), 4, rtol=0.15)
# ```
#
# </details>
#
# **2.** Send random numbers through 20 ReLU layers of width 200 with weights of variance $1/n$ and $2/n$. How large are
# the outputs?
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# sizes = {}
# for c in (1, 2):
#     A = rng.normal(size=(50, 200))
#     for _ in range(20):
#         A = np.maximum(A @ rng.normal(scale=np.sqrt(c / 200), size=(200, 200)), 0)
#     sizes[c] = np.mean(A**2)
# assert sizes[1] < 1e-4
# assert 0.05 < sizes[2] < 20
# ```
#
# </details>
#
# **3.** Write early stopping for a list of validation losses: return the best epoch, and stop after `patience` epochs
# in a row without a better one.
#
# <details><summary>Solution</summary>
#
# ```python
# def stop(losses, patience):
#     best = 0
#     for epoch, loss in enumerate(losses):
#         if loss < losses[best]:
#             best = epoch
#         if epoch - best >= patience:
#             break
#     return best
#
#
# losses = [3.0, 2.0, 1.0, 1.5, 1.2, 0.5]
# assert stop(losses, 2) == 2
# assert stop(losses, 4) == 5
# ```
#
# </details>
#
# ## In short
#
# - The gradient of a batch of $B$ examples has the gradient of all as its mean, and a variance that falls like $1/B$.
# - Draw weights with variance $1/n$, or $2/n$ for ReLUs; shuffle; standardise the inputs.
# - The training set gives gradients, the validation set chooses hyperparameters, the test set is used once.
# - More data, a penalty, early stopping and dropout reduce overfitting; the validation loss says by how much.
# - First loss near $\ln K$, ten examples by heart, then the learning rate, then the size, then regularisation.
# - If it does not learn: test, do not guess.
#
# ## History and reading
#
# *Efficient BackProp* (1998) collected the tricks of its time. Glorot and Bengio (2010) and He and others (2015)
# explained how to initialise. Dropout was published in 2014, batch normalisation in 2015, AdamW in 2019.
#
# - Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, *Efficient BackProp*, 1998
# - X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*, 2010
# - K. He and others, *Delving deep into rectifiers*, 2015
# - A. Karpathy, *A recipe for training neural networks*, 2019 (online)
# - J. Bergstra, Y. Bengio, *Random search for hyper-parameter optimization*, 2012
#
# ## Where it leads
#
# To the assignments `p7_training` (mini-batches and the training loop) and `p8_digits` (early stopping, the same
# digits, six faulty trainings to diagnose). Lecture 13 asks what a trained network has learned.
