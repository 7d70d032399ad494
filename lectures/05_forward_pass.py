# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 5 The forward pass: layers, heads, losses
#
# **What you will be able to do**
#
# - run a network of any depth on a batch, and state every shape before running it;
# - read five notations, and convert weights from one to another;
# - count neurons, layers and parameters;
# - choose the last activation and the loss from the task, and say why the three pairs have the same gradient;
# - compute softmax and cross-entropies for logits of any size.

# %% setup
from functools import reduce

import matplotlib.pyplot as plt
import numpy as np

import lectures.widgets.w12_shapes as w12
from lectures.figures import draw_shapes, panels
from lectures.widgetkit import style
from lectures.widgets.w11_softmax import WIDGET as W11
from reference_solution.activations.sigmoid_family import sigmoid, softplus
from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.losses.output_heads import output_head
from reference_solution.losses.regression_and_classification import bce_with_logits, gaussian_nll, mse_half, softmax_ce
from reference_solution.losses.softmax import log_softmax, logsumexp, softmax
from reference_solution.networks.conventions import convert_convention
from reference_solution.networks.forward_pass import forward
from reference_solution.networks.index_form import forward_by_index
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.layers import MLP, Activation, Dense
from reference_solution.networks.parameters import count_params

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True, linewidth=84)

# %% [markdown]
# ## What a network is (5 min)
#
# <!-- syllabus: S2-19 S0-01 S1-23 -->
# Somewhere there is a function $f^*$ that we would like to have: from pixels to digits, from symptoms to a diagnosis.
# We know it at a few examples. A **feed-forward network** is a function $f(x; \theta)$ with numbers $\theta$ to
# choose, made of simple functions one after the other, $f(x) = f_3(f_2(f_1(x)))$. *Feed-forward* means that what a
# layer gives out goes to the next layer and never back.
#
# <!-- syllabus: S0-08 S3-17 -->
# If in each layer every input goes to every unit, the layer is **fully connected**, and the whole a **multilayer
# perceptron**. Two algorithms are all one needs: **inference**, the way forward, which is today's; and **learning**,
# the way back, which begins with Lecture 8. In code, a layer is an object with `forward` and `backward`:

# %% objects
rng = np.random.default_rng(0)
hidden, output = Dense(rng.normal(size=(3, 4)), np.zeros(4)), Dense(rng.normal(size=(4, 2)), np.zeros(2))
net = MLP([hidden, Activation("relu"), output])
X = rng.normal(size=(5, 3))
print("in:", X.shape, " out:", net.forward(X).shape, " and back:", net.backward(np.ones((5, 2))).shape)

# %% [markdown]
# <!-- syllabus: S3-04 S3-11 -->
# **Counting.** The input computes nothing: it is no layer, and its entries are no neurons. "An $L$-layer network" has
# $L - 1$ hidden layers and one output layer. A layer from $n$ to $m$ has $n m$ weights and $m$ biases.
#
# $$3 \to 4 \to 2:\; (3\cdot 4 + 4) + (4 \cdot 2 + 2) = 26 \qquad\quad 3 \to 4 \to 4 \to 1:\; 16 + 20 + 5 = 41$$

# %% counting
for sizes, numbers in (([3, 4, 2], 26), ([3, 4, 4, 1], 41)):
    params = init_params(sizes, "lecun", rng)
    assert sum(W.size + b.size for W, b in params) == count_params(sizes) == numbers

# %% [markdown]
# ## One layer, one batch (7 min)
#
# <!-- syllabus: S0-07 S4-08 S2-08 -->
# One unit computes $z = x \cdot w + b$ and $a = f(z)$. Write the weights of $m$ units side by side as the columns of
# $W$, and one example as a column $x$:
#
# $$\underset{(m, 1)}{z} = \underset{(m, n)}{W^\top}\, \underset{(n, 1)}{x} + \underset{(m, 1)}{W_0}, \qquad A = f(z)$$
#
# Now take $N$ examples at once. This course lays them in the *rows* of $X$, as tables of data are. Transpose the line
# above, stack the rows, and you have the one formula to remember:
#
# $$\underset{(N, m)}{Z} = \underset{(N, n)}{X}\, \underset{(n, m)}{W} + \underset{(m)}{b}, \qquad A = f(Z)$$
#
# $z$ is the **pre-activation**, $a$ the **activation**; capitals are batches. numpy adds $b$ to every row.

# %% one_layer
W, b = rng.normal(size=(3, 4)), rng.normal(size=4)
assert np.allclose(W.T @ X[0] + b, (X @ W + b)[0])  # one column, and the first row

# %% [markdown]
# The input of a *layer* is not the input of the *network*: the second layer's $x$ is the first layer's $a$.
#
# Where shapes do not fit, numpy's complaint is terse. Compare the columns of the left with the rows of the right:

# %% complaint
try:
    X @ W.T
except ValueError as problem:
    print(str(problem).split(",")[0])
    print("left:", X.shape, " right:", W.T.shape, " 3 is not 4: W is transposed")

# %% [markdown]
# ## Layer after layer (6 min)
#
# <!-- syllabus: S0-13 S2-22 S3-12 S4-12 -->
# With $A_0 = X$, and $l$ from 1 to $L$:
#
# $$Z_l = A_{l-1} W_l + b_l, \qquad A_l = f_l(Z_l) \qquad\qquad \text{so}\quad y = (f_L \circ \dots \circ f_1)(x)$$
#
# Here is a network of widths 3, 4, 4 and 2, with the shape of every array:

# %% shapes
draw_shapes([3, 4, 4, 2])

# %% [markdown]
# The ring means "after": the rightmost comes first. Python has a function for that, `reduce`, which hands what comes
# out of one step to the next. And because it is nothing but a composition, two networks in a row are one network.

# %% composition
sizes = [3, 4, 4, 2]
params = init_params(sizes, "lecun", rng)
layers = [lambda A, W=W, b=b: np.tanh(A @ W + b) for W, b in params[:-1]]
layers.append(lambda A: A @ params[-1][0] + params[-1][1])
looped = forward(params, X)["A"][-1]
assert np.allclose(looped, reduce(lambda A, f: f(A), layers, X))
assert np.allclose(looped, forward(params[1:], np.tanh(X @ params[0][0] + params[0][1]))["A"][-1])  # first 1, then 2

# %% [markdown]
# The loop keeps every $Z$ and $A$ that it meets. That costs memory, and it is what the way back will ask for.
#
# <!-- syllabus: E02 -->
# **Find the mistake.** $W$ has a row for each input and a column for each unit, an example is a column, and somebody
# writes $Z^l = W^l A^{l-1} + W^l_0$.
#
# <details><summary>Answer</summary>
#
# Write the shapes under the letters: $W^l$ is (n, m), $A^{l-1}$ is (n, 1). It has to be
# $Z^l = (W^l)^\top A^{l-1} + W^l_0$.
#
# </details>
#
# Some texts write $s = W^\top x$ without any bias. Such a layer is tied to the origin: the input zero always becomes
# $\sigma(0)$, one half, whatever the weights. (Or give $x$ a last entry 1, and let the bias be a row of $W$.)

# %% tied
zero = np.zeros(3)
assert np.all(sigmoid(W.T @ zero) == 0.5)
assert np.allclose(sigmoid(W.T @ zero + b), sigmoid(np.vstack([W, b]).T @ np.append(zero, 1.0)))

# %% [markdown]
# ## Five notations, one network (11 min)
#
# <!-- syllabus: S1-24 S3-19 -->
# Some texts write sums instead of matrices. With hidden unit $j$ and output unit $k$,
#
# $$h_j = f\Big(v_{j0} + \sum_i x_i v_{ji}\Big), \qquad o_k = g\Big(w_{k0} + \sum_j h_j w_{kj}\Big)$$
#
# or, in others: $w_{ji}$ leads from $i$ in one layer to $j$ in the next, $a' = \sigma(w a + b)$. In both, *where it
# goes* stands first and *where it comes from* second; in our `W[i, j]` it is the other way round. Two loops and two
# products, with $f = \sigma$ and $g$ the identity:

# %% loops
(W1, b1), (W2, b2) = init_params([3, 4, 2], "lecun", rng)
h, o = forward_by_index(X[0], W1, b1, W2, b2)
assert np.allclose(h, sigmoid(X[0] @ W1 + b1))
assert np.allclose(o, h @ W2 + b2)

# %% [markdown]
# <!-- syllabus: S3-20 -->
# And here is a program as many write it. Its $W$ has a *row* for each unit. First for one column, then, converted, for
# all five examples:

# %% slide
params = init_params([3, 4, 4, 1], "lecun", rng)
(W1, b1), (W2, b2), (W3, b3) = [convert_convention(W, b, "course", "S3 code") for W, b in params]

f = lambda x: 1.0 / (1.0 + np.exp(-x))  # noqa: E731
x = X[0][:, None]
h1 = f(np.dot(W1, x) + b1)
h2 = f(np.dot(W2, h1) + b2)
out = np.dot(W3, h2) + b3
print("shapes:", x.shape, h1.shape, h2.shape, out.shape)
assert np.allclose(out[0], forward(params, X, f=sigmoid)["A"][-1][0])

# %% [markdown]
# A dictionary, from the slides of five universities. C and E, and D in its formulas, store $W$ as we do; A, B and the
# program above, transposed.
#
# | | A | B | C | D | E | here |
# |---|---|---|---|---|---|---|
# | linear map | $Wx + b$ | $wa + b$ | $W^\top x + b$ | $W^\top x$; program $Wx + b$ | $W^\top X + W_0$ | $XW + b$ |
# | shape of $W$ | out, in | out, in | in, out | in, out; program out, in | in, out | in, out |
# | an example | column | column | column | column | column | **row** |
# | before $f$ | $z$ | $z$ | $z$, once $a$ | $s$, $z$ | $Z$ | $z$ |
# | after $f$ | $h$, $y$ | $a$ | $a$, once $y$ | $x^{(l)}$, $h$, $o$ | $A$, $g$ | $a$ |
# | target, output | $t$, $y$ | $y$, $a$ | $y$, $\hat y$ | $t$, $o$ | $y$, $g$ | $y$, $a$ |
# | the input is | $h^{(0)}$ | $a^1$ (!) | $x$ | $x^{(0)}$ | $A^0$ | $A_0$ |
# | squared error | $\frac12(y-t)^2$ | sum, or mean | $(y-\hat y)^2$ | $\frac12\sum_k$ | $\sum_k$ | $\frac12$, mean |
# | over examples | mean | sum, or mean | | sum | sum, or mean | mean |
# | labels | 0, 1 | −1, +1 | 0, 1; one-hot | 0, 1; one-hot | 0, 1 | by name |
#
# Read the row of the targets twice: $y$ is the output in A and the target in E. And B calls the input layer 1.
#
# <details><summary>The rest of the dictionary, for later lectures</summary>
#
# | | A | B | C | D | E | here |
# |---|---|---|---|---|---|---|
# | bias | $b$ | $b$, $w_0$ | $b$ | none, $v_{j0}$, $b_1$ | $W_0$ | $b$ |
# | weight from $i$ to $k$ | $w_{ki}$ | $w_{ki}$ | | $w_{ki}$ | $W_{ik}$ | $W_{ik}$ |
# | derivative by $v$ (L9) | $\bar v$ | $\delta^l$, by $z^l$ only | | $\delta_v$ | dloss/dv | `dv` |
# | Jacobians (L11) | scalars | scalars | | numerator layout | denominator layout | never multiplied |
# | loss, cost | $L$, $J$ | $L$, $E$, $C$ | $J$, $L$ | $E$, $L$ | loss, $J$ | $l$, $J$ |
# | penalty on weights | $\frac\lambda2 w^2$ | $\lambda \sum w^2$ | | $\frac\lambda2 w^2$ | | $\frac\lambda2 \sum w^2$ |
# | step size (L8) | | $\alpha$ | | $\eta$ | | $\eta$, `lr` |
# | step at 0 | 0 | | sign: 0, or left open | | | 0 |
# | leaky slope (L4) | | 0.1 | $\alpha$ | | | $\alpha = 0.01$ |
#
# </details>
#
#
# Now play: type widths, such as 3-4-2, or the shapes of somebody's weights, such as 4x3, 4x4, 1x4. These are refused,
# with a sentence, until you choose the convention in which they fit.

# %% W12
w12.WIDGET.show()

# %% [markdown]
# The dangerous case is the square one. A 4 × 4 matrix fits both ways, and the wrong way gives numbers, no error:

# %% square
square = rng.normal(size=(4, 4))
stored = convert_convention(square, np.zeros(4), "S0", "course")[0]
x = rng.normal(size=4)
assert np.allclose(square @ x, x @ stored)
print("right:    ", x @ stored)
print("as stored:", x @ square, " same shape, wrong numbers")

# %% [markdown]
# ## The last layer (6 min)
#
# <!-- syllabus: S0-14 S4-13 -->
# Hidden activations are yours to choose; the last one is not. The task chooses it, and the loss with it:
#
# | task | targets | last activation | loss of one example |
# |---|---|---|---|
# | a number (regression) | any $y$ | identity | $\frac12 \lVert a - y \rVert^2$ |
# | yes or no (binary) | 0 or 1 | sigmoid | $-y\,\log\, a - (1-y)\,\log (1-a)$ |
# | one of $K$ (multi-class) | one-hot | softmax | $-\sum_k y_k\,\log\, a_k$ |
#
# Why these pairs? Look at what the way back will start from, the gradient of the mean loss by the last
# *pre*-activation:

# %% heads
Z = rng.normal(size=(3, 4))
targets = {
    "regression": rng.normal(size=(3, 4)),
    "binary": rng.integers(0, 2, size=(3, 4)).astype(float),
    "multi-class": np.eye(4)[[0, 2, 3]],
}
nudge = np.zeros_like(Z)
nudge[1, 2] = 1e-6
for task, Y in targets.items():
    f, loss = output_head(task)
    difference = (loss(Z + nudge, Y)[0] - loss(Z - nudge, Y)[0]) / 2e-6
    assert np.isclose(difference, (f(Z) - Y)[1, 2] / 3)

z = np.linspace(-6, 6, 200)
a = sigmoid(z)
losses, slopes = panels(2, height=3)
losses.plot(z, softplus(-z), color=style.BLUE, label="cross-entropy")
losses.plot(z, (a - 1) ** 2 / 2, "--", color=style.VERMILION, label="squared error")
slopes.plot(z, a - 1, color=style.BLUE)
slopes.plot(z, (a - 1) * a * (1 - a), "--", color=style.VERMILION)
losses.set(xlabel="logit z, target 1", title="loss of a sigmoid")
slopes.set(xlabel="logit z, target 1", title="its slope")
losses.legend()
plt.show()

# %% [markdown]
# One and the same for all three: $\partial J/\partial Z_L = (A - Y)/N$. The slope of the activation and that of the
# loss cancel. In words: *what was said, minus what should have been said*. Pair a sigmoid with the squared error
# instead (dashed), and nothing cancels: an answer that is quite wrong, on the left, has a slope of almost 0 and is
# hardly corrected. The next three sections say where each pair comes from.
#
# <!-- syllabus: S4-10 -->
# With this, the two-layer classifier, $g = \sigma(U^\top f(W^\top x + W_0) + U_0)$, is complete: a cost
# $J(W, W_0, U, U_0)$ with a gradient in all four. The way back is Lecture 11's; that it is right can be checked today:

# %% two_layers
first, last = Dense(rng.normal(size=(3, 4)), rng.normal(size=4)), Dense(rng.normal(size=(4, 1)), np.zeros(1))
classifier = MLP([first, Activation("tanh"), last])
y = np.array([[0.0], [1.0], [1.0], [0.0], [1.0]])
classifier.backward(bce_with_logits(classifier.forward(X), y)[1])
arrays, gradients = (first.W, first.b, last.W, last.b), (first.dW, first.db, last.dW, last.db)
for array, gradient in zip(arrays, gradients, strict=True):
    at = (0,) * array.ndim
    here, costs = array[at], []
    for moved in (here + 1e-6, here - 1e-6):
        array[at] = moved
        costs.append(bce_with_logits(classifier.forward(X), y)[0])
    array[at] = here
    assert np.isclose(gradient[at], (costs[0] - costs[1]) / 2e-6)

# %% [markdown]
# ## A number: why squares? (5 min)
#
# <!-- syllabus: S2-04 S3-21 E25 -->
# Suppose that targets are drawn from a normal distribution around the network's output, $y \sim N(\hat y, s^2)$. The
# likelihood of all of them is a product; minus its logarithm is a sum:
#
# $$-\log\, p(y \mid x) = \frac{(y - \hat y)^2}{2 s^2} + \log\big(s \sqrt{2\pi}\big)$$
#
# The second term and the factor do not depend on the weights: most likely means least squares.
#
# That holds while $s$ is the same for every input. If $s$ depends on $x$, quiet examples count more.

# %% likelihood
y = np.array([1.0, 2.0, 4.0])
guesses = np.linspace(0.5, 4.5, 81)
nll = [gaussian_nll(np.full(3, guess), y, 0.5)[0] for guess in guesses]
half = [mse_half(np.full(3, guess), y)[0] for guess in guesses]
density = np.exp(-((y - 2.0) ** 2) / (2 * 0.5**2)) / (0.5 * np.sqrt(2 * np.pi))
assert np.isclose(-np.log(density).mean(), gaussian_nll(np.full(3, 2.0), y, 0.5)[0])
axes = panels(height=2.8)
axes.plot(guesses, nll, color=style.BLUE)
axes.plot(guesses, half, "--", color=style.VERMILION)
axes.axvline(y.mean(), color=style.GREY, linestyle=":")
axes.plot(y, np.zeros(3), "o", color=style.BLACK)
axes.text(1.4, 9.5, "minus log likelihood", color=style.BLUE)
axes.text(1.2, 2.3, "half the square", color=style.VERMILION)
axes.set(xlabel="the network's output; dots: the targets", ylabel="mean loss")
plt.show()

# %% [markdown]
# Lowest at the mean of the targets, both. The best $s$ is found apart from the weights: the root of the mean square of
# what is left.

# %% spread
candidates = np.linspace(0.5, 3.0, 2501)
mean = np.full(3, y.mean())
best = min(candidates, key=lambda s: gaussian_nll(mean, y, s)[0])
print(f"best s by trying: {best:.3f}, root of the mean square: {np.sqrt(np.mean((y - y.mean()) ** 2)):.3f}")

# %% [markdown]
# ## Yes or no (6 min)
#
# <!-- syllabus: S2-05 S4-06 E01 -->
# Let $\sigma(z)$ be the probability of *yes*. The right answer has the probability $\sigma(z)$ for $y = 1$ and $1 -
# \sigma(z) = \sigma(-z)$ for $y = 0$. In one formula, and then once more:
#
# $$l = -y\,\log\, \sigma(z) - (1-y)\,\log (1 - \sigma(z)) = -\log\, \sigma\big((2y - 1) z\big) =
# \mathrm{softplus}\big((1 - 2y) z\big)$$
#
# $$\frac{dl}{dz} = \sigma(z) - y$$
#
# **Find the mistake.** Somebody minimises $L(g, y) = y\,\log\, g + (1-y)\,\log(1-g)$.
#
# <details><summary>Answer</summary>
#
# The minus in front is missing: going downhill now makes every answer wrong.
#
# </details>

# %% binary
z, y = np.array([-2.0, 0.5, 3.0]), np.array([0.0, 1.0, 0.0])
g = sigmoid(z)
with_logs = -(y * np.log(g) + (1 - y) * np.log(1 - g))
for form in (-np.log(sigmoid((2 * y - 1) * z)), softplus((1 - 2 * y) * z), logistic_loss_pm1(z, 2 * y - 1)[0]):
    assert np.allclose(form, with_logs)
up = bce_with_logits(z + 1e-6, y)[0] - bce_with_logits(z - 1e-6, y)[0]
assert np.isclose(up / 2e-6, np.mean(g - y))
print("logits", z, " labels", y, " losses", with_logs)

# %% [markdown]
# <!-- syllabus: E31 -->
# Labels may be 0 and 1, or −1 and +1. With the latter the factor $2y - 1$ *is* the label, and this is the logistic loss
# of Lecture 1.
#
# The forms are equal on paper, and not in a computer. For a wrong answer at $z = 800$ the two logs see $\log\, 0$; the
# softplus says 800. So losses take **logits**, never probabilities.

# %% far_out
with np.errstate(divide="ignore"):
    print("with a log of 1 − σ:", -np.log(1 - sigmoid(800.0)))
print("from the logit:     ", bce_with_logits(np.array([800.0]), np.zeros(1))[0])

# %% [markdown]
# ## One of many (9 min)
#
# <!-- syllabus: S2-06 E20 -->
# For $K$ classes the network gives $K$ logits, and the **softmax** makes probabilities of them; its logarithm is what
# the loss needs:
#
# $$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \qquad \log\, p_i = z_i - \log\, \sum_j e^{z_j}$$
#
# Two indices, two meanings: the sum goes over $j$, all classes; $i$ is the class that was asked for.
#
# Only differences of logits count, since a common shift cancels. The last term is a **smooth maximum**, never below the
# largest logit and at most $\log\, K$ above it. And with two classes, the softmax is a sigmoid of the difference:

# %% softmax
z = np.array([[2.0, 1.0, -1.0]])
assert np.allclose(softmax(z), softmax(z + 100))
assert np.allclose(log_softmax(z), z - logsumexp(z)[:, None])
assert z.max() <= logsumexp(z)[0] <= z.max() + np.log(3)
assert np.isclose(softmax(z[:, :2])[0, 0], sigmoid(1.0))
for axes, temperature in zip(panels(3, height=2.6, sharey=True), (0.5, 1.0, 3.0), strict=True):
    axes.bar(range(3), softmax(z / temperature)[0], color=style.COLOURS[:3])
    axes.set_xticks(range(3), [f"{logit:.2g}" for logit in z[0] / temperature])
    axes.set(xlabel="logits", title=f"T = {temperature:g}")
plt.show()

# %% [markdown]
# Dividing all logits by a **temperature** $T$ sharpens or flattens the answer. Move it; then shift the logits until the
# naive formula gives up.

# %% W11
W11.show()

# %% [markdown]
# <!-- syllabus: S2-07 E21 -->
# The **cross-entropy** is the cost, in nats, of having said $p$ where the truth is $y$:
#
# $$H(y, p) = -\sum_k y_k\,\log\, p_k \;\ge\; -\sum_k y_k\,\log\, y_k = H(y)$$
#
# For a one-hot truth $H(y) = 0$, and only minus the log of the right class is left. One number to know by heart: a
# fresh network knows nothing, and its loss is about $\ln\, K$; if your first loss is far above that, look for the
# mistake at once.

# %% cross_entropy
soft = np.array([[0.7, 0.2, 0.1]])
entropy = -np.sum(soft * np.log(soft))
assert np.isclose(softmax_ce(np.log(soft), soft)[0], entropy)
assert softmax_ce(z, soft)[0] > entropy
images, labels = rng.normal(size=(500, 64)), np.eye(10)[rng.integers(0, 10, size=500)]
fresh = softmax_ce(forward(init_params([64, 32, 10], "lecun", rng), images)["A"][-1], labels)[0]
p = np.linspace(0.005, 1, 300)
axes = panels(height=2.8)
axes.plot(p, -np.log(p), color=style.BLUE)
axes.plot([0.1], [np.log(10)], "o", color=style.VERMILION)
axes.text(0.13, np.log(10), "ten classes, all alike: ln 10 = 2.30", va="center", color=style.VERMILION)
axes.set(xlabel="probability given to the right class", ylabel="cross-entropy (nats)")
plt.show()
print(f"loss of a fresh network: {fresh:.2f}")

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** A colleague hands you weights of shapes (128, 784) and (10, 128). Which convention do they follow, and what do
# you do before using them here?
#
# <details><summary>Answer</summary>
# Out × in, as in the program above. Transpose each W, and flatten biases of shape (128, 1) to (128,): otherwise
# numpy adds a column to rows, and for a batch of 128 examples does so without complaint.
# </details>
#
# **2.** Someone feeds the outputs of the softmax, instead of the logits, to `softmax_ce`. The network trains, badly.
# Why?
#
# <details><summary>Answer</summary>
# The softmax is applied twice. Numbers between 0 and 1 as logits differ by at most 1, so with 10 classes no probability
# can exceed e / (e + 9) = 0.23, and no loss can fall below 1.46, however sure the network is.
# </details>
#
# **3.** The first loss of your ten-class network is 23. What do you suspect?
#
# <details><summary>Answer</summary>
# Not 2.3 but ten times as much: a sum over ten outputs or examples where a mean belongs, or logits that are far too
# large (weights or inputs not scaled). Set the last weights to 0: then it must be ln 10, exactly.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Write softmax for a batch of rows so that logits of 1000 do no harm, and check that a common shift changes
# nothing.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
#
# def softmax(Z):
#     E = np.exp(Z - Z.max(axis=1, keepdims=True))
#     return E / E.sum(axis=1, keepdims=True)
#
#
# Z = np.random.default_rng(0).normal(size=(4, 3))
# assert np.allclose(softmax(Z).sum(axis=1), 1)
# assert np.allclose(softmax(Z + 1000), softmax(Z))
# ```
#
# </details>
#
# **2.** Show by differences that the gradient of the mean cross-entropy with respect to the logits is $(P - Y)/N$.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# Z, labels = rng.normal(size=(4, 3)), np.array([0, 2, 1, 2])
# loss = lambda Z: np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[range(4), labels])
# P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
# formula = (P - np.eye(3)[labels]) / 4
# for i in np.ndindex(4, 3):
#     h = np.zeros((4, 3))
#     h[i] = 1e-6
#     assert np.isclose((loss(Z + h) - loss(Z - h)) / 2e-6, formula[i])
# ```
#
# </details>
#
# **3.** Run a network of widths 5, 4, 3 on 7 examples with two lines of numpy, and print the shape after each.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# X, W1, b1, W2, b2 = (rng.normal(size=s) for s in ((7, 5), (5, 4), 4, (4, 3), 3))
# A = np.tanh(X @ W1 + b1)
# Z = A @ W2 + b2
# assert A.shape == (7, 4)
# assert Z.shape == (7, 3)
# one = np.tanh(X[2] @ W1 + b1) @ W2 + b2  # each example goes its own way
# assert np.allclose(one, Z[2])
# ```
#
# </details>
#
# ## In short
#
# - One layer: $Z = XW + b$, $A = f(Z)$, with one example a row, $W$ of shape (inputs, units).
# - Write the shapes under the letters; the inner ones must agree, the outer ones remain.
# - Real numbers: identity and squared error. Yes or no: sigmoid and binary cross-entropy. One of $K$: softmax and
#   cross-entropy.
# - For all three the gradient at the last pre-activation is prediction minus truth, divided by $N$.
# - Losses take logits: subtract the largest one before exponentials.
#
# ## History and reading
#
# Squared error and the normal distribution go back to Gauss; Bridle (1990) joined softmax and cross-entropy as the
# output of a network.
#
# - C. Bishop, *Pattern Recognition and Machine Learning*, chapters 4 and 5
# - J. Bridle, *Probabilistic interpretation of feedforward classification network outputs*, 1990
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 6.2
# - A. Zhang and others, *Dive into Deep Learning*, chapters 4 and 5 (online)
# - M. Nielsen, *Neural Networks and Deep Learning*, chapter 3 (online)
#
# ## Where it leads
#
# To the assignments `p3_activations_and_losses` (softmax, the losses, the heads) and `p4_forward_pass` (layers, shapes,
# conventions). Next: what can all these functions together represent? Lecture 6 builds curves out of bumps.
