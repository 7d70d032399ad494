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
# - train with mini-batches, and say what a small batch costs and what it buys;
# - initialise a deep network so that signals and gradients survive the way;
# - recognise overfitting, and cure it with a penalty or by stopping early;
# - tell a dead unit from one that is merely off;
# - say what normalisation, dropout, AdamW and clipping do, and send a gradient back through them;
# - examine a training that does not learn: one test for each suspicion, in an order that does not mislead.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

from course.data.small_digits import load_small_digits
from course.data.toy import two_moons
from lectures.figures import panels
from lectures.widgetkit import style
from lectures.widgets.w25_minibatch_noise import WIDGET as W25
from lectures.widgets.w25b_gradient_depth import WIDGET as W25b
from lectures.widgets.w27_early_stopping import WIDGET as W27
from lectures.widgets.w28_doctor import WIDGET as W28
from reference_solution.digits.faulty_runs import DISEASES, make_run
from reference_solution.digits.vital_signs import diagnose, vital_signs
from reference_solution.networks.dropout import dropout
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.networks.normalisation import normalise_backward, normalise_forward
from reference_solution.training.adamw import adamw_step
from reference_solution.training.clipping import clip_gradients
from reference_solution.training.dead_units import active_share, dead_units
from reference_solution.training.gradient_descent import gradient_descent
from reference_solution.training.gradient_flow import gradient_norms
from reference_solution.training.minibatches import minibatches
from reference_solution.training.mlp_training import early_stopping, train
from reference_solution.training.optimisers import adam_step, sgd_step
from reference_solution.training.xor_training import xor_success

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## A few examples at a time (11 min)
#
# <!-- syllabus: S1-28 -->
# One **epoch**: shuffle the examples, cut them into mini-batches, make one step on each. Then shuffle anew, for many
# epochs. Every example is seen exactly once an epoch; the last batch may be smaller.

# %% epoch
rng = np.random.default_rng(0)
batches = minibatches(np.arange(10)[:, None], np.arange(10), batch_size=4, rng=rng)
print("batches:", [labels.tolist() for _, labels in batches])
assert sorted(np.concatenate([labels for _, labels in batches])) == list(range(10))

# %% [markdown]
# Over an epoch, batches of equal size have the whole gradient as their mean; and a batch of all examples is plain
# gradient descent:

# %% batch_of_all
X, labels = two_moons(240, rng, 0.2)
params = init_params([2, 8, 2], "xavier", rng)
whole = mlp_backward(params, X, labels, "tanh", 0.0)[1][0][0]
parts = [mlp_backward(params, *batch, "tanh", 0.0)[1][0][0] for batch in minibatches(X, labels, 8, rng)]
assert np.allclose(whole, np.mean(parts, axis=0))
one, _ = train(params, X, labels, "tanh", 0.0, 0.3, len(X), 1, rng)
assert np.allclose(one[0][0], params[0][0] - 0.3 * whole)  # one step of all examples

# %% [markdown]
# The gradient of a batch of $B$ examples scatters around the whole one; its variance is about that of single gradients
# divided by $B$. In the picture every dot is a batch, and below it stand the scatter measured and the scatter promised.
# Afterwards let 30 epochs of training pass before, and look again.

# %% W25
W25.show()

# %% [markdown]
# Early on, even four examples of 256 know the way, at a sixty-fourth of the cost. Late, the whole gradient is small
# and the noise is not. More than half of the batches of up to 8 examples then point uphill, though their mean is the
# whole gradient: most examples are fitted and pull a little up, the few that are not pull strongly down, and most
# small batches hold none of these. Then one takes larger batches, or smaller steps.
#
# ## Initialisation (9 min)
#
# <!-- syllabus: S1-29 -->
# With $n$ inputs $a$ and independent weights of mean 0,
#
# $$\mathrm{Var}(z) = n\, \mathrm{Var}(w)\, \mathrm{E}[a^2].$$
#
# So weights get the variance $1/n$ (LeCun's initialisation) where $f$ is nearly linear, and signals keep their size. A
# ReLU throws half of the square away; so it gets $2/n$ (He's initialisation), and $\mathrm{Var}(z)$ stays 1 where it
# was 1. (Xavier's initialisation, $2/(n_{in} + n_{out})$, is LeCun's where a layer has as many units as inputs, as in
# the picture below.)

# %% variance
A = np.maximum(rng.normal(size=(2000, 100)), 0)
for scheme in ("lecun", "he"):
    W = init_params([100, 2000], scheme, rng)[0][0]
    assert np.isclose(np.mean((A @ W) ** 2), 100 * np.mean(W**2) * np.mean(A**2), rtol=0.02)

# %% [markdown]
# The same holds on the way back: each layer multiplies the gradient by about the same factor, and twenty layers by its
# twentieth power. A sigmoid's slope is at most 1/4, and $(1/4)^{20}$ is about $10^{-12}$.

# %% profile
axes = panels(height=2.8)
for kind, scheme in (("sigmoid", "lecun"), ("tanh", "lecun"), ("relu", "he")):
    stack = init_params([64] * 21, scheme, np.random.default_rng(0))
    inputs, pull = np.random.default_rng(1).normal(size=(2, 32, 64))
    norms = gradient_norms(stack, inputs, pull, kind)
    axes.plot(np.asarray(norms) / norms[-1], label=f"{kind}, {scheme}")
axes.set(yscale="log", xlabel="layer, from the input", ylabel="gradient that arrives")
axes.legend()
plt.show()

# %% W25b
W25b.show()

# %% [markdown]
# And why random at all? Hidden units that start equal get equal gradients, and stay equal for ever:

# %% symmetry
equal = [(np.full((2, 3), 0.5), np.zeros(3)), (np.tile([0.3, -0.3], (3, 1)), np.zeros(2))]
trained, _ = train(equal, X, labels, "tanh", 0.0, 0.3, 32, 5, rng)
print("first weights of the three units after five epochs:", trained[0][0][0])
assert np.allclose(trained[0][0], trained[0][0][:, :1])

# %% [markdown]
# ## Units that are off, and units that are dead (8 min)
#
# <!-- syllabus: S2-15 -->
# A ReLU that is off passes no gradient back. Biases that start at 0.1 keep more units on. Measured on 1797 handwritten
# digits of 8 × 8 pixels, with 256 units and He's initialisation, and again with weights whose mean has slipped a little
# below 0:

# %% biases
digits, digit = load_small_digits()
axes = panels(height=2.4)
for row, (mean, bias) in enumerate(((0.0, 0.0), (0.0, 0.1), (-0.03, 0.0), (-0.03, 0.1))):
    W = np.random.default_rng(0).normal(mean, np.sqrt(2 / 64), size=(64, 256))
    layer = [(W, np.full(256, bias)), (np.zeros((256, 10)), np.zeros(10))]
    active, dead = active_share(layer, digits)[0], dead_units(layer, digits)[0].sum()
    axes.barh(row, active, color=style.BLUE if bias else style.SKY)
    axes.text(active + 0.01, row, f"{active:.0%} on, {dead} dead", va="center")
axes.set_yticks(range(4), ("mean 0", "mean 0, bias 0.1", "mean −0.03", "mean −0.03, bias 0.1"))
axes.set(xlim=(0, 0.8), xlabel="units that are on, over all digits")
plt.show()

# %% [markdown]
# <!-- syllabus: S2-17 E19 -->
# Off for one example is harmless; off for *all* of them, a unit is **dead**. A few long steps do it: they throw weights
# and biases so far that no digit switches the unit on any more. What becomes of 64 units in three epochs?

# %% long_steps
axes = panels(height=2.8)
for lr, colour in ((0.1, style.BLUE), (0.5, style.GREEN), (2.0, style.VERMILION)):
    for seed in (0, 3):
        rng = np.random.default_rng(seed)
        shot, dead = init_params([64, 64, 10], "he", rng), [0]
        with np.errstate(all="ignore"):
            for _ in range(3):
                shot, _ = train(shot, digits, digit, "relu", 0.0, lr, 32, 1, rng)
                dead.append(dead_units(shot, digits)[0].sum())
        axes.plot(dead, "o-" if seed else "o--", color=colour, label=f"η = {lr}" if seed else None)
axes.set(xlabel="epoch", xticks=range(4), ylabel="dead units of 64", title="two seeds each")
axes.legend()
plt.show()

# %% [markdown]
# A unit learns as long as *any* example switches it on. Only one that is off for all training examples is dead. In
# the first layer, whose inputs stay what they are, it remains so; deeper down it may wake up when the layers below it
# move.

# %% dead
rng = np.random.default_rng(0)
shot, _ = train(init_params([64, 64, 10], "he", rng), digits, digit, "relu", 0.0, 2.0, 32, 3, rng)
dead = dead_units(shot, digits)[0]
later, _ = train(shot, digits, digit, "relu", 0.0, 0.1, 32, 3, rng)
moved = np.abs(later[0][0] - shot[0][0]).max(axis=0)
print(f"three epochs more, η = 0.1: dead units move by {moved[dead].max()}, the others by {moved[~dead].max():.3f}")

# %% [markdown]
# A ReLU's outputs are also never negative: they are **not centred on zero**. So for any single example the gradients
# $a_i\,\delta$ of all weights into one later unit have the sign of $\delta$ or are 0, and the unit can only move them
# together:

# %% signs
start = init_params([64, 32, 10], "he", np.random.default_rng(0))
for kind, signs in (("relu", 1), ("tanh", 2)):
    column = mlp_backward(start, digits[:1], digit[:1], kind, 0.0)[1][1][0][:, 0]
    assert len(set(np.sign(column[column != 0]))) == signs  # one sign for ReLUs, both for tanh

# %% [markdown]
# ## Too good to be true (15 min)
#
# <!-- syllabus: S0-27 S0-28 -->
# Being able to represent everything is not enough: the size may be out of reach (Lecture 6), the weights may not
# be found, and what is found may be noise. First, weights that exist and are not found; then many perfect fits. A
# polynomial with 13 coefficients through 8 points has 5 left to choose: add whatever vanishes at the points. The one
# with the smallest coefficients is harmless between the points, most others are not.

# %% no_ticket
print("XOR with two ReLUs, seeds that succeed, of 100:", int(xor_success(2, "relu", 100, steps=500).sum()))
x, between = np.linspace(-1, 1, 8), np.linspace(-1, 1, 200)
powers, powers_between = (np.vander(at, 13, increasing=True) for at in (x, between))
smallest = np.linalg.lstsq(powers, np.sin(3 * x), rcond=None)[0]
unseen = np.linalg.svd(powers)[2][-1]  # coefficients of a polynomial that is 0 at all eight points
axes = panels(height=2.8)
for much, colour in ((0, style.BLUE), (10, style.GREEN), (100, style.VERMILION)):
    fit = smallest + much * unseen
    assert np.max(np.abs(powers @ fit - np.sin(3 * x))) < 1e-10
    axes.plot(between, powers_between @ fit, color=colour, label=f"coefficients of length {np.linalg.norm(fit):.0f}")
axes.plot(x, np.sin(3 * x), "o", color=style.BLACK)
axes.set(ylim=(-3, 3), xlabel="x", title="three of many perfect fits")
axes.legend(loc="upper left", fontsize=11)
plt.show()

# %% [markdown]
# And a network that learns noise: 40 points, of which 8 have the wrong label. With a penalty $\lambda$ on the weights,
# of which more in a moment, it follows fewer of the wrong labels, and gets more of the new points right.

# %% noise_learnt
few, few_labels = two_moons(40, np.random.default_rng(1), 0.25)
wrong = np.where(np.arange(40) < 8, 1 - few_labels, few_labels)
many, many_labels = two_moons(400, np.random.default_rng(2), 0.25)


def right(params, X, labels):
    return int(np.sum(mlp_forward(params, X, "tanh")[0].argmax(axis=1) == labels))


for lam in (0.0, 0.01):
    start = init_params([2, 32, 2], "xavier", np.random.default_rng(0))
    fitted, _ = train(start, few, wrong, "tanh", lam, 0.3, 10, 800, np.random.default_rng(0))
    print(f"λ = {lam:<4}: agrees with {right(fitted, few[:8], wrong[:8])} of 8 wrong labels, "
          f"{right(fitted, few[8:], wrong[8:])} of 32 right, {right(fitted, many, many_labels)} of 400 new",
          )  # fmt: skip

# %% [markdown]
# <!-- syllabus: S0-29 -->
# The cure of Lecture 1 works for any network: **regularisation**, a penalty on the weights, biases free. Its gradient
# is $\lambda W$, so a step first shrinks every weight by the factor $1 - \eta\lambda$. Hence the name **weight decay**.
#
# $$J = \frac1N\sum_i \ell_i + \frac\lambda2 \sum_l \lVert W_l \rVert_F^2 \qquad
# W \leftarrow (1 - \eta\lambda)\, W - \eta\, \frac{\partial}{\partial W}\Bigl(\frac1N\sum_i \ell_i\Bigr)$$

# %% decay
plain = mlp_backward(params, X, labels, "tanh", 0.0)[1]
decayed = mlp_backward(params, X, labels, "tanh", 0.5)[1]
with_penalty = sgd_step(params, decayed, 0.1)[0][0]
assert np.allclose(with_penalty, (1 - 0.1 * 0.5) * params[0][0] - 0.1 * plain[0][0])  # decay, then step

# %% [markdown]
# Here are the same 32 units on the same 40 points, with the losses of training and of new points after each epoch:

# %% curves
for axes, lam in zip(panels(2, height=3, sharey=True), (0.0, 0.01), strict=True):
    fitted, order, seen = init_params([2, 32, 2], "xavier", np.random.default_rng(0)), np.random.default_rng(0), []
    for _ in range(200):
        fitted, _ = train(fitted, few, wrong, "tanh", lam, 0.3, 10, 4, order)
        seen.append([mlp_backward(fitted, *data, "tanh", 0.0)[0] for data in ((few, wrong), (many, many_labels))])
    axes.plot(4 * np.arange(200), seen, label=("training", "new points"))
    axes.set(title=f"penalty λ = {lam}", xlabel="epoch", ylim=(0, 1.6))
axes.legend()
plt.show()

# %% [markdown]
# <!-- syllabus: S0-30 -->
# The other cure writes no penalty down: watch the loss on examples that are held out, and keep the parameters of its
# best epoch. **Patience** says how long one waits for a better one.
#
# Whatever is chosen by looking at examples, such as this epoch, fits them a little too well. So there are three sets.
# The **training set** gives the gradients. The **validation set** chooses: the epoch, the learning rate, $\lambda$, the
# number of units; such settings are called **hyperparameters**. The **test set** is looked at once, at the end, and
# only its result is reported. In the picture below the digits that choose the epoch also give the printed loss, so that
# loss is a little too good.

# %% patience
losses = [3.0, 2.0, 1.0, 1.5, 1.2, 0.5]
for patience, epoch in ((2, 2), (4, 5)):
    _, best = early_stopping([([(np.zeros((1, 1)), np.zeros(1))], loss) for loss in losses], patience)
    assert best == epoch  # a patience of 2 stops too soon to see the last loss

# %% W27
W27.show()

# %% [markdown]
# Why do the two look alike? In a bowl with curvature $h$, descent from zero has covered the share $1 - (1 - \eta h)^t$
# of the way after $t$ steps; a penalty lets the weight go the share $h / (h + \lambda)$. For flat directions both are
# small and agree if $\lambda = 1/(\eta t)$.

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
# ## What larger networks add (9 min)
#
# **Normalisation** brings pre-activations to mean 0 and variance 1, then lets each unit learn a scale and a shift:
#
# $$\hat z = \frac{z - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad y = \gamma\, \hat z + \beta.$$
#
# *Batch* normalisation takes $\mu$ and $\sigma$ over the examples of a batch, *layer* normalisation over the units of
# one example, which also works for a batch of one. On the way back remember that $\mu$ and $\sigma$ depend on $z$ too:
#
# $$\frac{\partial\ell}{\partial z} = \frac{1}{\sqrt{\sigma^2+\epsilon}}\Bigl(g - \overline{g} - \hat z\;
# \overline{g\,\hat z}\Bigr), \qquad g = \gamma\,\frac{\partial\ell}{\partial y}, \quad \text{the bars are means.}$$
#
# Here are twenty tanh layers whose weights were drawn too small, or too large, by a factor of two.


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
for gain, colour in ((0.5, style.BLUE), (2.0, style.VERMILION)):
    axes.plot(arriving(gain, False), "--", color=colour, label=f"weights × {gain}")
    axes.plot(arriving(gain, True), color=colour, label=f"weights × {gain}, normalised")
axes.set(yscale="log", xlabel="layers passed, from the top", ylabel="size of the gradient")
axes.legend(fontsize=11)
plt.show()

# %% [markdown]
# With normalisation the two lines lie on one another: the size of the weights cancels, forward and backward.
#
# **Dropout** switches units off at random in each training step, so that none can rely on another. Those that stay are
# divided by the share that stays; then the mean is right, and nothing has to be changed when the network is used. The
# same mask goes over the gradient on its way back.
#
# **AdamW** repairs a penalty that Adam spoils: in Adam the gradient of the penalty is divided by $\sqrt s$ along with
# all else, so weights with large gradients hardly shrink. AdamW shrinks every weight by $1 - \eta\lambda$ and keeps the
# penalty out of $g$. **Clipping** shortens a gradient that is longer than some limit, for one bad batch must not throw
# the network away.

# %% dropout_adamw_clipping
units = rng.normal(1.0, 0.5, size=10_000)
kept, mask = dropout(units, 0.3, rng)
print(f"dropout 0.3: off {np.mean(mask == 0):.2f}, mean before {units.mean():.3f}, after {kept.mean():.3f}")

zero, noises = [(np.zeros((2, 1)), np.zeros(1))], rng.normal(size=(400, 2, 1)) * [[0.01], [10.0]]
for name, penalty, step in (("penalty in Adam", 1.0, adam_step), ("AdamW", 0.0, adamw_step)):
    weights, m, square = [(np.ones((2, 1)), np.zeros(1))], zero, zero
    for t, noise in enumerate(noises, 1):
        g = [(noise + penalty * weights[0][0], np.zeros(1))]
        weights, m, square = step(weights, g, m, square, t, 1e-3, *([1.0] if step is adamw_step else []))
    print(f"{name:16} after 400 steps: weight with small gradients {weights[0][0][0, 0]:.2f}, "
          f"with large ones {weights[0][0][1, 0]:.2f}")  # fmt: skip
print("clipped to length 1:", clip_gradients([(np.array([[300.0]]), np.array([-400.0]))], 1.0)[0])

# %% [markdown]
# **A recipe for the whole of a training**, in an order that saves time:
#
# 1. Look at the data: fifty examples, their labels, the counts of the classes. Split off validation and test sets.
# 2. Run the smallest network from end to end. Is the first loss $\ln K$? Check the gradients.
# 3. Learn ten examples by heart. If that fails, nothing else can succeed.
# 4. Find the learning rate: try decades, take the largest that is stable, then a third of it.
# 5. Make the network larger until the *training* loss is as low as you want it.
# 6. Now regularise, until the *validation* loss is lowest: more data first, then a penalty, dropout, stopping early.
# 7. Tune few things, at random rather than on a grid, with the validation set. Then look at the test set, once.

# %% [markdown]
# ## The doctor's round (13 min)
#
# <!-- syllabus: S1-29 S1-30 -->
# "It does not learn." Learning rate? Initialisation? Data? Architecture? More epochs? Other features? Guessing costs
# days. It is called an art; but every suspicion has a test that takes seconds.
#
# | suspicion | test | healthy |
# |---|---|---|
# | wrong gradient | compare with differences | they agree |
# | features not scaled | root mean square of the inputs | about 1 |
# | not shuffled | neighbours with the same label | about $1/K$ |
# | bad initialisation | first loss over $\log K$; share of dead units | 1 to 1.6; near 0 |
# | step too large | fit ten examples alone | loss near 0 |
# | step too large or small | length of a step over length of the weights | 0.001 to 0.1 |
# | labels mixed up | which class is taken for which | the right one |

# %% first_loss
unsure = mlp_backward([(np.zeros((2, 10)), np.zeros(10))], X, labels, "tanh", 0.0)[0]
print("knows nothing of 10 classes, loses", unsure, " log 10:", np.log(10))

# %% [markdown]
# Each of six trainings has one thing wrong with it. You may order two tests for each; every test takes some minutes,
# and a diagnosis counts only if one of your tests can show it.

# %% W28
W28.show()

# %% [markdown]
# The order matters, from the top of the table to its bottom: a disease further up makes signs further down. Here the
# program does the round on two patients. By their accuracy both are well.

# %% round
centres = np.random.default_rng(0).normal(size=(4, 8))
classes = np.random.default_rng(1).integers(4, size=600)
points = centres[classes] + 0.4 * np.random.default_rng(2).normal(size=(600, 8))
for disease in ("none", DISEASES[-1]):
    rng = np.random.default_rng(0)
    patient = make_run(disease, (points[:400], classes[:400]), (points[400:], classes[400:]), rng)
    signs = vital_signs(patient, rng)
    print(f"is: {disease:15} found: {diagnose(signs):15} held-out accuracy {signs['held_out_accuracy']:.2f}")

# %% [markdown]
# ## Three questions (4 min)
#
# **1.** You double the batch size. May the learning rate be larger?
#
# <details><summary>Answer</summary>
#
# As far as noise set its limit, yes: the variance halves. Where the curvature sets it, $2/\lambda_{max}$ stays.
#
# </details>
#
# **2.** The held-out loss rises while held-out accuracy stays. Is that overfitting?
#
# <details><summary>Answer</summary>
#
# Yes, of the probabilities: the network becomes ever surer, also where it is wrong. If you need
# the probabilities, stop.
#
# </details>
#
# **3.** The loss of ten classes starts at 7. What do you suspect before training at all?
#
# <details><summary>Answer</summary>
#
# It should start near $\log 10 = 2.3$. Larger: the logits are large, so weights or features are too large.
#
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Show that the mean of the gradients of equal batches is the gradient of all, and that batches of 16 scatter a
# quarter as much as single examples.
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
# **2.** Send random numbers through 20 ReLU layers of width 200 with weights of variance $1/n$ and $2/n$. What arrives?
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
# **3.** Write early stopping with patience for a list of validation losses: the best epoch so far, until it is too long
# ago.
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
# - A batch of $B$ has the whole gradient as its mean, and a variance that falls like $1/B$.
# - Draw weights with variance $1/n$, or $2/n$ for ReLUs; shuffle; scale the inputs.
# - Training, validation and test set: the first gives gradients, the second chooses, the third is looked at once.
# - Penalty, early stopping, dropout and more data all fight overfitting.
# - First loss near $\ln K$, ten examples by heart, steps of about 1/1000 of the weights: test before guessing.
#
# ## History and reading
#
# Efficient BackProp (1998) collected the tricks; Glorot and Bengio (2010) and He and others (2015) explained how to
# start; batch normalisation came in 2015, dropout in 2014.
#
# - Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, *Efficient BackProp*, 1998
# - X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*, 2010
# - K. He and others, *Delving deep into rectifiers*, 2015
# - A. Karpathy, *A recipe for training neural networks*, 2019 (online)
# - J. Bergstra, Y. Bengio, *Random search for hyper-parameter optimization*, 2012
#
# ## Where it leads
#
# To `p7_training` (mini-batches, early stopping) and `p8_digits`, whose six broken trainings you will name. Lecture 13
# asks what a trained network has learned.
