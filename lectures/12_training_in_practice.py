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
# - start a deep network so that signals and gradients survive the way;
# - recognise overfitting, and cure it with a penalty or by stopping early;
# - tell a dead unit from one that is merely off;
# - examine a training that does not learn, with one test for each suspicion, the cheapest first.

# %% setup
import numpy as np

from course.data.toy import two_moons
from lectures.widgets.w25_minibatch_noise import WIDGET as W25
from lectures.widgets.w25b_gradient_depth import WIDGET as W25b
from lectures.widgets.w27_early_stopping import WIDGET as W27
from lectures.widgets.w28_doctor import WIDGET as W28
from reference_solution.dead_units import active_share, dead_units
from reference_solution.gradient_descent import gradient_descent
from reference_solution.gradient_flow import gradient_norms
from reference_solution.initialisation import init_params
from reference_solution.minibatches import minibatches
from reference_solution.network import mlp_backward, mlp_forward
from reference_solution.optimisers import sgd_step
from reference_solution.sick_runs import DISEASES, make_run
from reference_solution.training import early_stopping, train
from reference_solution.vital_signs import diagnose, vital_signs
from reference_solution.xor_training import xor_success

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## A few examples at a time (11 min)
#
# <span class="rows">S1-28</span>
# One **epoch**: shuffle the examples, cut them into mini-batches, make one step on each. Then shuffle anew. Every
# example is seen exactly once an epoch; the last batch may be smaller.

# %% epoch
rng = np.random.default_rng(0)
batches = minibatches(np.arange(10)[:, None], np.arange(10), batch_size=4, rng=rng)
print("batches:", [labels.tolist() for _, labels in batches])
print("all of them, sorted:", sorted(np.concatenate([labels for _, labels in batches]).tolist()))

# %% [markdown]
# Over an epoch, batches of equal size have the whole gradient as their mean; and a batch of all examples is plain
# gradient descent:

# %% batch_of_all
X, labels = two_moons(240, rng, 0.2)
params = init_params([2, 8, 2], "xavier", rng)
whole = mlp_backward(params, X, labels, "tanh", 0.0)[1][0][0]
parts = [mlp_backward(params, *batch, "tanh", 0.0)[1][0][0] for batch in minibatches(X, labels, 8, rng)]
print("whole:          ", whole[0, :4])
print("mean of batches:", np.mean(parts, axis=0)[0, :4])
one, _ = train(params, X, labels, "tanh", 0.0, 0.3, len(X), 1, rng)
print("one step of all:", one[0][0][0, :4], (params[0][0] - 0.3 * whole)[0, :4])

# %% [markdown]
# A batch's gradient scatters around the whole one, with a variance of (variance of single gradients)$/B$. In the
# picture, every dot is a batch. Then train for 30 epochs first, and look again.

# %% W25
W25.show()

# %% [markdown]
# Early on, even four examples know the way; a step costs a sixty-fourth of a whole one. Late, the whole gradient is
# small and the noise is not: then batches point anywhere, and one takes larger ones, or smaller steps.
#
# ## Where to start (10 min)
#
# <span class="rows">S1-29</span>
# "Initialise differently?" is one of the slides' questions. A sum of $n$ terms has $n$ times the variance of one, so
# weights get variance $1/n$; a ReLU throws half away, so it gets $2/n$:
#
# $$\mathrm{Var}(z) = n\, \mathrm{Var}(w)\, \mathrm{E}[a^2]$$

# %% variance
A = np.maximum(rng.normal(size=(2000, 100)), 0)
for scheme in ("lecun", "he"):
    W = init_params([100, 100], scheme, rng)[0][0]
    promised = 100 * np.mean(W**2) * np.mean(A**2)
    print(f"{scheme:5} measured {np.mean((A @ W) ** 2):.3f}  promised {promised:.3f}")

# %% [markdown]
# The same holds on the way back: each layer multiplies the gradient by about the same factor, and twenty layers by its
# twentieth power.

# %% profile
for kind, scheme in (("sigmoid", "lecun"), ("tanh", "lecun"), ("relu", "he")):
    stack = init_params([64] * 21, scheme, np.random.default_rng(0))
    inputs, pull = np.random.default_rng(1).normal(size=(2, 32, 64))
    norms = gradient_norms(stack, inputs, pull, kind)
    print(f"{kind:8}{scheme:6} arrives: {norms[0] / norms[-1]:.1e}")

# %% W25b
W25b.show()

# %% [markdown]
# And why random at all? Hidden units that start equal get equal gradients, and stay equal for ever:

# %% symmetry
equal = [(np.full((2, 3), 0.5), np.zeros(3)), (np.tile([0.3, -0.3], (3, 1)), np.zeros(2))]
trained, _ = train(equal, X, labels, "tanh", 0.0, 0.3, 32, 5, rng)
print("weights of the three units after five epochs:\n", trained[0][0])

# %% [markdown]
# ## Units that are off, and units that are dead (7 min)
#
# <span class="rows">S2-15 S2-17 E19</span>
# A ReLU that is off passes no gradient. Biases that start at 0.1 keep more units on:

# %% biases
deep = init_params([2, 32, 32, 2], "he", np.random.default_rng(3))
for bias in (0.0, 0.1):
    started = [(W, b + bias) for W, b in deep[:-1]] + deep[-1:]
    dead = sum(int(np.sum(layer)) for layer in dead_units(started, X))
    print(f"bias {bias}: active share {np.mean(active_share(started, X)):.3f}, dead units {dead}")

# %% [markdown]
# > **Printed as** "inactive units will never update" (S2, E19). **Correct**: a unit updates if *any* example switches
# > it on. Only one that is off for *all* training examples is dead; in the first layer it then stays so.

# %% dead
W, b = deep[0]
killed = [(W, np.where(np.arange(32) < 5, b - 50, b)), *deep[1:]]
after, _ = train(killed, X, labels, "relu", 0.0, 0.1, 32, 5, rng)
print(
    "dead units move by", np.abs(after[0][0] - W)[:, :5].max(), " the others by", np.abs(after[0][0] - W)[:, 5:].max()
)

# %% [markdown]
# A ReLU's outputs are also never negative: they are **not centred on zero**. All weights into one later unit then get
# gradients of one sign, $a_i\,\delta$, for any single example, and the unit can only move them together.

# %% signs
_, grads = mlp_backward(deep, X[:1], labels[:1], "relu", 0.0)
column = grads[1][0][:, np.argmax(np.abs(grads[1][0]).sum(axis=0))]
print("signs of the weight gradients of one unit:", np.unique(np.sign(column[column != 0])))

# %% [markdown]
# ## Too good to be true (14 min)
#
# <span class="rows">S0-27 S0-28</span>
# Being able to represent everything is no golden ticket: the size may be out of reach (Lecture 6), the weights may not
# be found, and what is found may be noise. Here are the other two, as numbers. First, weights that exist and are not
# found; then many perfect fits, of which most are bad (Lecture 1's polynomials, once more).

# %% no_ticket
print("XOR with two ReLUs, starts that succeed, of 100:", int(xor_success(2, "relu", 100, steps=500).sum()))
few, few_labels = two_moons(40, np.random.default_rng(1), 0.25)
wrong = np.where(np.arange(40) < 8, 1 - few_labels, few_labels)  # eight labels are wrong
many, many_labels = two_moons(400, np.random.default_rng(2), 0.25)
share = lambda params, X, labels: np.mean(mlp_forward(params, X, "tanh")[0].argmax(axis=1) == labels)  # noqa: E731
for lam in (0.0, 0.01):
    start = init_params([2, 32, 2], "xavier", np.random.default_rng(0))
    fitted, _ = train(start, few, wrong, "tanh", lam, 0.3, 10, 800, np.random.default_rng(0))
    print(
        f"λ = {lam:<4}: right of the 40 shown {share(fitted, few, wrong):.2f}, "
        f"of 400 new {share(fitted, many, many_labels):.2f}"
    )

# %% [markdown]
# <span class="rows">S0-29</span>
# The cure of Lecture 1 works for any network: a price on the weights, biases free. Its gradient is $\lambda W$, so that
# a step first shrinks every weight by the factor $1 - \eta\lambda$. Hence the name **weight decay**.
#
# $$J = \frac1N\sum_i \ell_i + \frac\lambda2 \sum_l \lVert W_l \rVert_F^2 \qquad
# W \leftarrow (1 - \eta\lambda)\, W - \eta\, \frac{\partial}{\partial W}\frac1N\sum_i \ell_i$$

# %% decay
plain = mlp_backward(params, X, labels, "tanh", 0.0)[1]
priced = mlp_backward(params, X, labels, "tanh", 0.5)[1]
print("step with penalty:", sgd_step(params, priced, 0.1)[0][0][0, :3])
print("decay, then step: ", ((1 - 0.1 * 0.5) * params[0][0] - 0.1 * plain[0][0])[0, :3])

# %% [markdown]
# <span class="rows">S0-30</span>
# The other cure writes no penalty down: watch the loss on examples that are held out, and keep the parameters of its
# best epoch. **Patience** says how long one waits for a better one.

# %% patience
losses = [3.0, 2.0, 1.0, 1.5, 1.2, 0.5]
for patience in (2, 4):
    _, best = early_stopping([([(np.zeros((1, 1)), np.zeros(1))], loss) for loss in losses], patience)
    print(f"patience {patience}: epoch {best}, loss {losses[best]}")

# %% W27
W27.show()

# %% [markdown]
# Why do the two look alike? In a bowl with curvature $h$, descent from zero has covered the share $1 - (1 - \eta h)^t$
# of the way after $t$ steps; a penalty lets the weight go the share $h / (h + \lambda)$. For flat directions both are
# small and agree if $\lambda = 1/(\eta t)$.

# %% early_is_ridge
lr, steps = 0.1, 50
for h in (0.002, 0.02, 0.2):
    covered = gradient_descent(lambda w: h * (w - 1), np.zeros(1), lr, steps)[-1][0]  # noqa: B023
    print(f"curvature {h}: early stopping {covered:.4f}, formula {1 - (1 - lr * h) ** steps:.4f}, "
          f"penalty {h / (h + 1 / (lr * steps)):.4f}")  # fmt: skip

# %% [markdown]
# ## The doctor's round (14 min)
#
# <span class="rows">S1-29 S1-30</span>
# "It does not learn." Learning rate? Start? Data? Architecture? More epochs? Other features? Guessing costs days. It is
# an art, say the slides; but every suspicion has a test that takes seconds.
#
# | suspicion | test | healthy |
# |---|---|---|
# | wrong gradient | compare with differences | they agree |
# | features not scaled | root mean square of the inputs | about 1 |
# | not shuffled | neighbours with the same label | about $1/K$ |
# | bad start | first loss over $\log K$; share of dead units | 1 to 1.6; near 0 |
# | step too large | fit ten examples alone | loss near 0 |
# | step too large or small | length of a step over length of the weights | 0.001 to 0.1 |
# | labels mixed up | which class is taken for which | the right one |

# %% first_loss
lost = np.log(10)
unsure = mlp_backward([(np.zeros((2, 10)), np.zeros(10))], X, labels, "tanh", 0.0)[0]
print("knows nothing of 10 classes, loses", unsure, " log 10:", lost)

# %% W28
W28.show()

# %% [markdown]
# The order matters: a disease further up makes signs further down. First the gradient, then the data, then the start,
# then the step. Here the machine does the round on two patients; the training curve alone would not tell.

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
# ## Where it leads
#
# To `p7_training` (mini-batches, early stopping) and `p8_digits`, whose six broken trainings you will name. Lecture 13
# asks what a trained network has learned.
