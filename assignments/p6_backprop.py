# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Backpropagation, by matrices
#
# You will write the gradient of a multilayer perceptron yourself, in nine short functions of numpy; one of them is
# there to *know* whether a gradient is right. At the end, a network learns with nothing but your code.
#
# ```text
# forward  →   X ────► dense ────► Z₁ ──► f ──► A₁ ────► dense ────► logits ────► softmax + ────► loss
#                      W₁, b₁                            W₂, b₂                   cross-entropy
#
# backward ←  dX ◄──── dense ◄── dZ₁ ◄── f' ◄── dA₁ ◄─── dense ◄─── dlogits ◄──── softmax + ◄──── 1
#                       │                                 │                       cross-entropy
#                       ▼                                 ▼
#                    dW₁, db₁                          dW₂, db₂
# ```
#
# Every box of the upper line is a function that you write (but for $f$, which is given); every box of the lower line is
# its *backward* function. That needs only two things: the gradient that arrives from the right, and what its own box
# computed in the forward pass.
#
# | | task | points | minutes |
# |---|---|---:|---:|
# | | [the 4 → 3 example](#example) and a short derivation | 5 | 25 |
# | 1 | `dense_forward` | 5 | 5 |
# | 2 | `dense_backward` | 30 | 20 |
# | 3 | `activation_backward` | 15 | 10 |
# | 4 | `softmax_cross_entropy` | 15 | 20 |
# | 5 | `mlp_forward` | 10 | 10 |
# | 6 | `mlp_backward` | 40 | 30 |
# | 7 | `input_gradient` | 5 | 5 |
# | 8 | `grad_check` | 20 | 25 |
# | 9 | `mac_counts` | 5 | 5 |
# | | [it learns](#learns), and a residual block for those who want more | – | 15 |
#
# **How to work.** Fill a cell that says `YOUR CODE HERE`, run it, run the check below it. A check tells what is right,
# what is not, and the likely slip; it gives no points, and you may run it as often as you like. Where it says
# **Predict**, write your answer into `my_prediction` before you run the cell below it: being wrong there
# is how this notebook teaches.
#
# The graded tests use other numbers and other shapes. They ask that your functions
#
# * work for any batch size (also one example), for square and for oblong layers;
# * return float64 arrays and leave the arrays they are given unchanged;
# * compute the gradient. *How* is up to you: loops, `einsum`, matrix products all count the same. Finite differences
#   do not count: they are for checking (task 8).
#
# Numbers count as right if they agree to six digits. Your code may use numpy, scipy and matplotlib, and pandas and tqdm
# where the grader has them; other packages are not there. An error outside your functions costs no points.

# %% setup role="readonly"
from itertools import pairwise

import numpy as np

from course import probe
from course.check import p6 as check

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## Which way round? The convention
#
# One example is one **row**. $N$ examples, $n_{in}$ inputs and $n_{out}$ outputs of a layer:
#
# $$Z = X\,W + \mathbf{1}\,b^\top, \qquad A = f(Z).$$
#
# | quantity | in code | shape | its gradient | shape |
# |---|---|---|---|---|
# | inputs | `X` | `(N, n_in)` | `dX` | `(N, n_in)` |
# | weights | `W` | `(n_in, n_out)` | `dW` | `(n_in, n_out)` |
# | biases | `b` | `(n_out,)` | `db` | `(n_out,)` |
# | pre-activations | `Z` | `(N, n_out)` | `dZ` | `(N, n_out)` |
# | activations | `A` | `(N, n_out)` | `dA` | `(N, n_out)` |
# | network output | `logits` | `(N, K)` | `dlogits` | `(N, K)` |
# | loss, mean over the batch | `loss` | a number | 1 | |
#
# `dV` means: the gradient of the **loss** with respect to `V`. It always has the shape of `V`, because it says for each
# entry of `V` how fast the loss grows when that entry does. That alone decides most of what follows: of all the
# products one could form, usually one has the right shape.
#
# Many books write one example as a **column**:
#
# | where | linear map | shape of W | our `W` is |
# |---|---|---|---|
# | in some lecture notes | `W.T @ x + W0` | `(n_in, n_out)` | the same |
# | in Nielsen's book and in PyTorch | `W @ x + b` | `(n_out, n_in)` | its transpose |
#
# When you read a formula, look first at the shape that its $W$ has.

# %% [markdown]
# **Predict.** Three examples, three outputs, and a bias that somebody stored as a column of shape `(3, 1)`. Does numpy
# refuse `X @ W + b`? If not, what does it add to what? Decide, then run.

# %% predict_broadcast
my_prediction = ""  # write it here

X = np.zeros((3, 4))
W = np.zeros((4, 3))
print("your prediction:", my_prediction)
print(X @ W + np.array([[10.0], [20.0], [30.0]]))

# %% [markdown]
# No error: every *example* got its own bias instead of every output. Shapes that fit by accident are the reason why
# checks use oblong layers, square layers, and batches of different sizes.
#
# <a id="example"></a>
# ## One layer, one example: 4 → 3
#
# A small example: four inputs, three outputs, no activation, and the loss $\sum_k (A_k - y_k)^2$. To get
# to know the other convention, $x$ and $A$ are columns in this section, and $A = W^\top x + W_0$.

# %% example_forward role="readonly"
x = np.array([1.0, -2.0, 0.0, 3.0])
W = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0], [3.0, 1.0, 0.0], [1.0, -1.0, 1.0]])
W0 = np.array([0.0, 1.0, -1.0])
y = np.array([3.0, -6.0, 5.0])

A = W.T @ x + W0
dA = 2 * (A - y)  # the slope of a square, three times
print("A    =", A)
print("loss =", ((A - y) ** 2).sum())
print("dA   =", dA)

# %% [markdown]
# Now the matrix chain rule. In *denominator layout* a Jacobian $\partial A / \partial v$ has one
# row per entry of $v$ and one column per entry of $A$, and the chain is multiplied from right to left:
#
# $$\underbrace{\frac{\partial\,\text{loss}}{\partial W_0}}_{3\times 1}
# = \underbrace{\frac{\partial A}{\partial W_0}}_{3\times 3}\;
# \underbrace{\frac{\partial\,\text{loss}}{\partial A}}_{3\times 1}
# \qquad\qquad
# \underbrace{\frac{\partial\,\text{loss}}{\partial W}}_{4\times 3}
# = \underbrace{\frac{\partial A}{\partial W}}_{4\times 3\times 3}\;
# \underbrace{\frac{\partial\,\text{loss}}{\partial A}}_{3\times 1}$$
#
# The Jacobian with respect to a *matrix* is a block of numbers with three indices: $T_{jkp} = \partial A_p / \partial
# W_{jk}$. Since $A$ is linear in $W$, we can measure it exactly: raise one weight by 1 and see what moves.
#
# **Predict.** How many of the $4 \cdot 3 \cdot 3 = 36$ numbers in $T$ are not zero? (Which outputs feel the weight
# $W_{jk}$? And look at $x$ once more.) Put your number into the cell, then run it.

# %% predict_zeros
my_prediction = ""  # your number here

T = np.zeros((4, 3, 3))
for j in range(4):
    for k in range(3):
        raised = W.copy()
        raised[j, k] += 1.0
        T[j, k] = (raised.T @ x + W0) - A

for p in range(3):
    print(f"∂A_{p}/∂W, a 4 × 3 block:\n{T[:, :, p]}\n")
print(f"not zero: {np.count_nonzero(T)} of {T.size}; your prediction: {my_prediction}")

# %% [markdown]
# $W_{jk}$ runs from input $j$ to output $k$ and to no other. So in the block of $A_p$ only column $p$ is alive, and it
# holds $x$ (with one more zero, since the third entry of $x$ is 0). In the sum over $p$ one term survives:
#
# $$\begin{aligned} \frac{\partial\,\text{loss}}{\partial W_{jk}}
# &= \sum_{p=1}^{3} \frac{\partial A_p}{\partial W_{jk}}\,\frac{\partial\,\text{loss}}{\partial A_p} \\
# &= \frac{\partial A_k}{\partial W_{jk}}\,\frac{\partial\,\text{loss}}{\partial A_k}
# = x_j\,\frac{\partial\,\text{loss}}{\partial A_k}, \end{aligned}
# \qquad\text{all at once:}\quad
# \underbrace{\frac{\partial\,\text{loss}}{\partial W}}_{4\times 3}
# = \underbrace{x}_{4\times 1}\;\underbrace{\Big(\frac{\partial\,\text{loss}}{\partial A}\Big)^{\!\top}}_{1\times 3}.$$
#
# Check it with numbers: the tensor times `dA`, the outer product, and the loss itself, measured.


# %% example_outer role="readonly"
def example_loss(W, x):
    return ((W.T @ x + W0 - y) ** 2).sum()


measured = np.zeros_like(W)
for j, k in np.ndindex(W.shape):
    step = np.zeros_like(W)
    step[j, k] = 1e-5
    measured[j, k] = (example_loss(W + step, x) - example_loss(W - step, x)) / 2e-5

print("the tensor times dA:\n", T @ dA)
print("x times dA transposed:\n", np.outer(x, dA))
print("largest difference from the measured gradient:", f"{abs(measured - T @ dA).max():.0e}")

# %% [markdown]
# **The companion: the input's side.** $A_p = \sum_j W_{jp} x_j + \dots$, so $\partial A_p/\partial x_j = W_{jp}$: in
# denominator layout the Jacobian $\partial A/\partial x$ *is* $W$, and
#
# $$\underbrace{\frac{\partial\,\text{loss}}{\partial x}}_{4\times 1} =
# \underbrace{W}_{4\times 3}\;\underbrace{\frac{\partial\,\text{loss}}{\partial A}}_{3\times 1}.$$
#
# **Predict.** Work out all four entries by hand from the `W` and `dA` above; each is a sum of at most three products.

# %% predict_dx
my_prediction = ""  # for example [1, 2, 3, 4]

print("W @ dA          =", W @ dA)
print("your prediction =", my_prediction)

# %% [markdown]
# On the way forward $x$ met $W^\top$; on the way back the gradient meets $W$. It returns along the edges on which the
# signal came, in the other direction.
#
# **And why nobody builds $T$.** For a layer 784 → 512 it would hold $784 \cdot 512 \cdot 512$, over 205 million numbers
# *per example*, all but one in 512 of them zero. The outer product has 784 · 512 entries, none wasted. Backpropagation
# never forms a Jacobian; it only ever applies one to the gradient that arrives.

# %% [markdown]
# ## Derivation (5 points, graded by hand)
#
# So far there was one example, as a column. Now take a batch, one example per row: $Z_{ik} = \sum_j X_{ij} W_{jk} +
# b_k$ with $i = 1 \dots N$, and let the loss depend on $Z$ in any way, with $dZ_{ik} = \partial\,\text{loss} / \partial
# Z_{ik}$ given.
#
# Derive $dW$, $db$ and $dX$: first index by index from the chain rule, saying which terms of the sums survive and why,
# then as one matrix expression each, with the shape under every factor. Say in one sentence where the sum over the
# examples comes from, and why `dX` has none. Six to ten lines suffice; `$…$` sets formulas.
#
# | how it is graded | points |
# |---|---|
# | $dW$, with the reason why the sum over the outputs collapses to one term | 2 |
# | $db$ | 1 |
# | $dX$ | 1 |
# | the sentence on the sum over the examples | 1 |

# %% [markdown] written_derivation role="written" points=5
# ### BEGIN SOLUTION
# **Weights.** The loss depends on $W_{jk}$ through every $Z_{ip}$, so
# $dW_{jk} = \sum_{i,p} dZ_{ip}\,\partial Z_{ip}/\partial W_{jk}$. Since $Z_{ip} = \sum_m X_{im} W_{mp} + b_p$, the
# derivative is $X_{ij}$ if $p = k$ and 0 otherwise: the sum over $p$ collapses, the sum over $i$ stays.
#
# $$dW_{jk} = \sum_i X_{ij}\,dZ_{ik} \qquad\Longrightarrow\;
# \underbrace{dW}_{n_{in}\times n_{out}} = \underbrace{X^\top}_{n_{in}\times N}\,\underbrace{dZ}_{N\times n_{out}}$$
#
# **Biases.** $\partial Z_{ip}/\partial b_k = 1$ if $p = k$, else 0, so $db_k = \sum_i dZ_{ik}$, that is
# $db^\top = \mathbf{1}^\top dZ$ ($1\times N$ times $N\times n_{out}$).
#
# **Inputs.** $\partial Z_{mp}/\partial X_{ij} = W_{jp}$ if $m = i$, else 0 (an example touches only its own row):
#
# $$dX_{ij} = \sum_p dZ_{ip}\,W_{jp} \qquad\Longrightarrow\;
# \underbrace{dX}_{N\times n_{in}} = \underbrace{dZ}_{N\times n_{out}}\,\underbrace{W^\top}_{n_{out}\times n_{in}}$$
#
# **The sum over the examples**: all examples share one $W$ and one $b$, so their contributions add up (the chain rule
# at a node with fan-out $N$). Each row of $X$ is used by its own example alone, so in $dX$ there is nothing to add.
# ### END SOLUTION

# %% [markdown]
# ## The four equations
#
# Nielsen states backpropagation as four equations, for one example as a column and with $w$ of shape out × in. Here
# they are beside those with $W$ of shape in × out, and beside ours. $\odot$ multiplies entry by entry; $\delta^l$ is
# $\partial C/\partial z^l$, our row of `dZ`.
#
# | | what it says | Nielsen: column, $w$ out × in | column, $W$ in × out | here: $N$ rows, $W$ in × out |
# |---|---|---|---|---|
# | BP1 | start at the output | $\delta^L = \nabla_a C \odot \sigma'(z^L)$ | $dZ^L = f'(Z^L) \odot dA^L$ | $dZ_L = dA_L \odot f'(Z_L)$ |
# | BP2 | one layer back | $\delta^l = (w^{l+1})^\top \delta^{l+1} \odot \sigma'(z^l)$ | $dZ^l = f'(Z^l) \odot (W^{l+1} dZ^{l+1})$ | $dZ_l = (dZ_{l+1} W_{l+1}^\top) \odot f'(Z_l)$ |
# | BP3 | biases | $\partial C/\partial b^l_j = \delta^l_j$ | $dW_0^l = dZ^l$ | $db_l = \mathbf{1}^\top dZ_l$, the sum of the rows |
# | BP4 | weights | $\partial C/\partial w^l_{jk} = a^{l-1}_k\,\delta^l_j$ | $dW^l = A^{l-1} (dZ^l)^\top$ | $dW_l = A_{l-1}^\top\, dZ_l$ |
#
# Read each line in all three columns before you go on: only the transposes differ. For $l = 1$, $A_0 = X$.
#
# For one weight, the gradient is the error signal of the unit where its edge *ends* times the activation where it
# *begins*:
# $\frac{\partial E}{\partial w_{ji}} = \frac{\partial E}{\partial a_j}\frac{\partial a_j}{\partial z_j}\frac{\partial z_j}{\partial w_{ji}} = \delta_j\, a_i^{l-1}$.
#
# The tasks cut these lines into pieces that know nothing of each other: a dense layer, an activation, a loss. Then
# `mlp_backward` only has to call them in the right order.

# %% [markdown]
# ## Task 1 · `dense_forward` (5 points)
#
# $$\underbrace{Z}_{N\times n_{out}} = \underbrace{X}_{N\times n_{in}}\,\underbrace{W}_{n_{in}\times n_{out}} +
# \underbrace{b}_{\text{to every row}}$$
#
# It also returns a `cache`: what the backward pass will need. You know from the derivation what that is: $X$ for `dW`
# and $W$ for `dX`.
#
# By hand: $x = (1, 2)$, $W = \begin{pmatrix}1 & 0\\ 2 & -1\end{pmatrix}$, $b = (1, 1)$ gives $z = (1 + 4 + 1,\;
# 0 - 2 + 1) = (6, -1)$.


# %% solve_dense_forward role="solution" reference="reference_solution.networks.dense:dense_forward"
def dense_forward(X, W, b):
    """Apply a dense layer to every row.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
    W : ndarray of shape (n_in, n_out)
    b : ndarray of shape (n_out,)

    Returns
    -------
    Z : ndarray of shape (N, n_out)
    cache : tuple (X, W)
        The arrays themselves, in this order.
    """
    ...


# %% grade_dense_forward role="tests" points=5
check.dense_forward(dense_forward)
### BEGIN HIDDEN TESTS
probe("p6.dense_forward", dense_forward)
### END HIDDEN TESTS

# %% [markdown]
# ## Task 2 · `dense_backward` (30 points)
#
# The most important function. Given `dZ`, return all three gradients, as in our column of the table:
#
# $$dX = dZ\,W^\top, \qquad dW = X^\top dZ, \qquad db = \text{sum of the rows of } dZ.$$
#
# If you forget them, rebuild them from shapes: `dW` must be `(n_in, n_out)`, and you hold `X (N, n_in)` and `dZ (N,
# n_out)`. But shapes do not help when `n_in = n_out`: then `dW` transposed fits as well, and so does `W` in place of
# `W.T`. The check tries square layers for that reason.
#
# By hand, with the layer of task 1 and $dz = (3, 5)$:
# $dW = \begin{pmatrix}1\cdot 3 & 1\cdot 5\\ 2\cdot 3 & 2\cdot 5\end{pmatrix}$,
# $\;db = (3, 5)$, $\;dx = (3\cdot 1 + 5\cdot 0,\; 3\cdot 2 - 5\cdot 1) = (3, 1)$. The check begins with these numbers,
# then measures: it moves each entry of `X`, `W` and `b` of *your* `dense_forward` up and down by $10^{-5}$.
# Where a gradient differs, it draws yours, the measured one and their difference; white in the third is right.


# %% solve_dense_backward role="solution" reference="reference_solution.networks.dense:dense_backward"
def dense_backward(dZ, cache):
    """Send the gradient back through a dense layer.

    Parameters
    ----------
    dZ : ndarray of shape (N, n_out)
        Gradient of the loss with respect to Z. If the loss is a mean, its 1/N is in here already.
    cache : tuple (X, W)
        From dense_forward; X has shape (N, n_in), W has shape (n_in, n_out).

    Returns
    -------
    dX : ndarray of shape (N, n_in)
    dW : ndarray of shape (n_in, n_out)
    db : ndarray of shape (n_out,)
    """
    ...


# %% grade_dense_backward role="tests" points=30
check.dense_backward(dense_forward, dense_backward)
### BEGIN HIDDEN TESTS
probe("p6.dense_backward", dense_backward)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** A batch of two examples. Now repeat it: four examples, each row of `X` and of `dZ` twice. Which of `dX`,
# `dW`, `db` grow, by what factor, and which only get more rows?

# %% predict_repeat
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    W = np.array([[1.0, 0.0], [2.0, -1.0]])
    X = np.array([[1.0, 2.0], [0.0, 1.0]])
    dZ = np.array([[3.0, 5.0], [1.0, -1.0]])
    for rows in [[0, 1], [0, 1, 0, 1]]:
        dX, dW, db = dense_backward(dZ[rows], (X[rows], W))
        print(f"{len(rows)} examples: dX\n{dX}\ndW\n{dW}\ndb {db}\n")

# %% [markdown]
# ## Task 3 · `activation_backward` (15 points)
#
# $A = f(Z)$ works entry by entry, so its Jacobian is diagonal, and applying it is a product entry by entry:
#
# $$dZ = dA \odot f'(Z)$$
#
# | kind | $f(z)$ | $f'(z)$ |
# |---|---|---|
# | identity | $z$ | $1$ |
# | sigmoid | $\sigma(z) = 1/(1 + e^{-z})$ | $\sigma(z)\,(1 - \sigma(z))$ |
# | tanh | $\tanh z$ | $1 - \tanh^2 z$ |
# | relu | $\max(0, z)$ | $1$ if $z > 0$, else $0$ (at $0$ itself any value between counts) |
#
# Mind *where* $f'$ is taken: at $Z$, the value before the activation. By hand: sigmoid at $z = 0$ with $dA = 8$ gives
# $8 \cdot \frac12 \cdot \frac12 = 2$. The forward function is given:


# %% activation role="readonly"
def activation(Z, kind):
    """Apply "identity", "sigmoid", "tanh" or "relu" to every entry of Z; a new array of the same shape."""
    if kind == "identity":
        return 1.0 * Z
    if kind == "sigmoid":  # exp of something negative or 0 cannot overflow
        E = np.exp(-np.abs(Z))
        return np.where(Z >= 0, 1.0, E) / (1.0 + E)
    if kind == "tanh":
        return np.tanh(Z)
    if kind == "relu":
        return np.maximum(Z, 0.0)
    raise ValueError(f"got the activation {kind!r}, expected 'identity', 'sigmoid', 'tanh' or 'relu'")


# %% solve_activation_backward role="solution" reference="reference_solution.activations.by_name:activation_backward"
def activation_backward(dA, Z, kind):
    """Send the gradient back through an activation.

    Parameters
    ----------
    dA : ndarray of any shape
        Gradient of the loss with respect to A = activation(Z, kind).
    Z : ndarray of the shape of dA
    kind : {"identity", "sigmoid", "tanh", "relu"}

    Returns
    -------
    dZ : ndarray of the shape of Z
    """
    ...


# %% grade_activation_backward role="tests" points=15
check.activation_backward(activation, activation_backward)
### BEGIN HIDDEN TESTS
probe("p6.activation_backward", activation_backward)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** The best a sigmoid can do to a gradient is to multiply it by $f'(0)$. What is left of 1 after twenty such
# layers, at best? And how much passes through *one* sigmoid at $z = 10$?

# %% predict_saturation
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    one = np.ones(3)
    Z = np.array([0.0, 2.0, 10.0])
    for kind in ("sigmoid", "tanh", "relu"):
        slopes = ", ".join(f"{slope:.2g}" for slope in activation_backward(one, Z, kind))
        print(f"{kind:8} slope at z = 0, 2, 10: {slopes}")
    print(f"twenty sigmoids at best: {activation_backward(one, Z, 'sigmoid')[0] ** 20:.0e}")

# %% [markdown]
# ## Task 4 · `softmax_cross_entropy` (15 points)
#
# The last box turns logits into probabilities and these into a loss. Taken together, the two are simpler than apart:
#
# $$P_{ik} = \frac{e^{\text{logits}_{ik}}}{\sum_m e^{\text{logits}_{im}}}, \qquad
# \text{loss} = -\frac1N \sum_i \ln P_{i,\,\text{labels}_i}, \qquad
# d\text{logits} = \frac{P - Y}{N},$$
#
# where $Y$ (of shape $(N, K)$) has a 1 at each example's label and 0 elsewhere. This is BP1 finished: the slope of
# softmax and the slope of the logarithm cancel to $P - Y$, with no further factor.
#
# Three things to watch. Softmax runs along each **row**. Adding a constant to a row changes nothing, so subtract the
# row's largest logit first: $e^{1000}$ overflows, $e^{0}$ does not. And take $\ln P$ from the logits,
# $\ln P_{ik} = \text{logits}_{ik} - \ln\sum_m e^{\text{logits}_{im}}$, since a tiny $P$ may already be rounded to 0.
#
# By hand: logits $(\ln 3, 0)$ give $P = (\frac34, \frac14)$; with label 0 the loss is $\ln\frac43 = 0.2877$ and
# $d\text{logits} = (-\frac14, \frac14)$. Each row of `dlogits` sums to 0. Why must it?


# %% solve_softmax_cross_entropy role="solution" reference="reference_solution.losses.softmax_cross_entropy:softmax_cross_entropy"
def softmax_cross_entropy(logits, labels):
    """Mean cross-entropy of the softmax of the logits, and its gradient.

    Parameters
    ----------
    logits : ndarray of shape (N, K)
    labels : ndarray of shape (N,)
        Integer classes 0 .. K-1.

    Returns
    -------
    loss : float
        Mean over the batch, in nats (natural logarithm).
    dlogits : ndarray of shape (N, K)
    """
    ...


# %% grade_softmax_cross_entropy role="tests" points=15
check.softmax_cross_entropy(softmax_cross_entropy)
### BEGIN HIDDEN TESTS
probe("p6.softmax_cross_entropy", softmax_cross_entropy)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** A fresh network knows nothing: all ten logits are equal. What is the loss, and what is the gradient's row
# for an example with label 3? (This loss is worth remembering: if training starts far above it, something is wrong.)

# %% predict_uniform
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    loss, dlogits = softmax_cross_entropy(np.zeros((1, 10)), np.array([3]))
    print(f"loss {loss:.4f}\ndlogits {dlogits}")

# %% [markdown]
# ## Task 5 · `mlp_forward` (10 points)
#
# A network is a list `params = [(W, b), …]`, first layer first. Each layer is dense, and each but the last is followed
# by the same activation; the last stays linear and gives the logits. Keep for each layer what the backward pass will
# need: its dense cache, and `Z` for the activation. The form of `caches` is yours.
#
# By hand, XOR with two ReLUs: $W_1 = \begin{pmatrix}1&1\\1&1\end{pmatrix}$, $b_1 = (0, -1)$, $W_2 = \begin{pmatrix}1\\
# -2\end{pmatrix}$, $b_2 = -\frac12$. At $x = (1, 1)$: $z_1 = (2, 1)$, $a_1 = (2, 1)$, logit $2 - 2 - \frac12 =
# -\frac12$. At $x = (0, 1)$: $z_1 = (1, 0)$, logit $\frac12$. Positive means "exactly one of the two".


# %% solve_mlp_forward role="solution" reference="reference_solution.networks.network:mlp_forward"
def mlp_forward(params, X, kind):
    """Run the network on a batch.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Activation of every hidden layer; the output layer is linear.

    Returns
    -------
    logits : ndarray of shape (N, n_L)
    caches : list
        Whatever your mlp_backward needs.
    """
    ...


# %% grade_mlp_forward role="tests" points=10
check.mlp_forward(mlp_forward)
### BEGIN HIDDEN TESTS
probe("p6.mlp_forward", mlp_forward)
### END HIDDEN TESTS

# %% [markdown]
# ## Task 6 · `mlp_backward` (40 points)
#
# Now walk the list from its end to its start, once. At each layer two of your functions do the work, and the gradient
# that comes out of one layer goes into the one before:
#
# ```text
#            last layer                 the layer before
# dlogits ─► dense_backward ─► dA ─► activation_backward ─► dZ ─► dense_backward ─► dA ─► …
#            │                                                    │
#            ▼                                                    ▼
#            dW, db                                               dW, db
# ```
#
# All gradients cost *one* backward pass: each `dZ` is computed once and used by everything before it. That is the whole
# idea of backpropagation: dynamic programming.
#
# **Regularisation.** The loss of the network has a second term, which prefers small weights:
#
# $$\text{loss} = \text{mean cross-entropy} + \frac{\lambda}{2} \sum_l \sum_{j,k} (W_l)_{jk}^2.$$
#
# It does not depend on the data, so its gradient is simply added to each `dW` ($\frac{\lambda}{2} w^2$ has which
# slope?). It is not divided by $N$, and the biases are not penalised: shifting a boundary is no sign of overfitting.
#
# `grads` has the form of `params`: `grads[0]` belongs to the first layer, though you reach it last.


# %% solve_mlp_backward role="solution" reference="reference_solution.networks.network:mlp_backward"
def mlp_backward(params, X, labels, kind, lam):
    """Loss of the network, and its gradient with respect to every parameter, in one backward pass.

    Parameters
    ----------
    params : list of (W, b)
        First layer first.
    X : ndarray of shape (N, n_0)
    labels : ndarray of shape (N,)
        Integer classes.
    kind : {"identity", "sigmoid", "tanh", "relu"}
    lam : float
        Strength of the penalty on the weights.

    Returns
    -------
    loss : float
        Mean cross-entropy + lam / 2 · sum of all squared weights.
    grads : list of (dW, db)
        In the order and with the shapes of params.
    """
    ...


# %% grade_mlp_backward role="tests" points=40
check.mlp_backward(mlp_backward)
### BEGIN HIDDEN TESTS
probe("p6.mlp_backward", mlp_backward)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Somebody sets *all* weights and biases of a network 2 → 3 → 2 with tanh to zero, and starts to train.
# Which of the four gradients $dW_1, db_1, dW_2, db_2$ are not zero? Follow the formulas of the table: what is
# $A_1$? What does $dZ_2\,W_2^\top$ become?

# %% predict_all_zero
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    zeros = [(np.zeros((2, 3)), np.zeros(3)), (np.zeros((3, 2)), np.zeros(2))]
    X = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 0.5]])
    loss, grads = mlp_backward(zeros, X, np.array([0, 0, 1]), "tanh", 0.0)
    for layer, (dW, db) in enumerate(grads, start=1):
        print(f"dW{layer}\n{dW}\ndb{layer} {db}")

# %% [markdown]
# Only the last bias moves, and so it stays for ever: this network can learn how frequent the classes are, and nothing
# about `X`. That is why weights start at *random* values.
#
# ## Task 7 · `input_gradient` (5 points)
#
# The chain does not end at the first weights. One step further stands $dX$: how would the loss change if the *input*
# changed? It is the companion exercise of the 4 → 3 example, now for a whole network. (It shows which pixels a decision
# depends on, and how to fool a classifier: Lecture 13.) It is the gradient of the mean cross-entropy; the penalty does
# not depend on `X`.


# %% solve_input_gradient role="solution" reference="reference_solution.networks.network:input_gradient"
def input_gradient(params, X, labels, kind):
    """Gradient of the mean cross-entropy with respect to the network's input.

    Parameters
    ----------
    params : list of (W, b)
    X : ndarray of shape (N, n_0)
    labels : ndarray of shape (N,)
    kind : {"identity", "sigmoid", "tanh", "relu"}

    Returns
    -------
    dX : ndarray of shape (N, n_0)
    """
    ...


# %% grade_input_gradient role="tests" points=5
check.input_gradient(mlp_backward, input_gradient)
### BEGIN HIDDEN TESTS
probe("p6.input_gradient", input_gradient)
### END HIDDEN TESTS

# %% [markdown]
# ## A wrong gradient still learns
#
# You might think that a network with a wrong gradient does not learn, so that you would notice. Try it. Here is a
# data set, two half-moons, and a plain gradient descent that takes the gradients from any function you give it.
#
# Each parameter steps **against** the gradient of the loss with respect to that parameter.


# %% training role="readonly"
def two_moons(N, rng):
    """Two interleaved half-circles with some noise: X of shape (N, 2), labels of shape (N,)."""
    labels = np.arange(N) % 2
    angle = rng.uniform(0.0, np.pi, size=N)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    X = np.where(labels[:, None] == 0, upper, [1.0, 0.5] - upper)
    return X + rng.normal(scale=0.15, size=X.shape), labels


def random_params(sizes, rng):
    """Weights with standard deviation 1/sqrt(n_in), biases 0."""
    params = []
    for n_in, n_out in pairwise(sizes):
        params.append((rng.normal(size=(n_in, n_out)) / np.sqrt(n_in), np.zeros(n_out)))
    return params


def train(gradient, params, X, labels, kind, lam, lr, steps):
    """Plain gradient descent on the whole batch; new parameters, and the loss before each step."""
    losses = []
    for _ in range(steps):
        loss, grads = gradient(params, X, labels, kind, lam)
        losses.append(loss)
        params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]
    return params, losses


def accuracy(params, X, labels, kind):
    """Share of examples whose largest logit is that of their label."""
    return float((mlp_forward(params, X, kind)[0].argmax(axis=1) == labels).mean())


# %% [markdown]
# Now we spoil your gradient in three ways that occur often, and train with each from the same start: the square
# layer's `dW` transposed, all `db` forgotten, and the first layer's gradient zero (a loop that ends one layer early).
#
# **Predict.** Chance is 50 %. Which of the four reach 80 % of *new* examples?


# %% predict_spoiled
my_prediction = ""  # write it here


def transposed(*arguments):
    loss, [first, (dW, db), last] = mlp_backward(*arguments)
    return loss, [first, (dW.T, db), last]


def without_biases(*arguments):
    loss, grads = mlp_backward(*arguments)
    return loss, [(dW, 0 * db) for dW, db in grads]


def first_layer_frozen(*arguments):
    loss, [(dW, db), *later] = mlp_backward(*arguments)
    return loss, [(0 * dW, 0 * db), *later]


with check.try_it(my_prediction):
    rng = np.random.default_rng(2)
    X, labels = two_moons(100, rng)
    new_X, new_labels = two_moons(1000, rng)
    start = random_params([2, 12, 12, 2], rng)
    for gradient in (mlp_backward, transposed, without_biases, first_layer_frozen):
        params, losses = train(gradient, start, X, labels, "tanh", 1e-4, 1.0, 40)
        share = accuracy(params, new_X, new_labels, "tanh")
        print(f"{gradient.__name__:20} loss {losses[0]:.3f} → {losses[-1]:.3f}, new examples: {share:.1%}")

# %% [markdown]
# Every one of them (try other seeds). A wrong gradient often still points downhill, and the layers that are right
# repair much of the rest. It is not only so for the moons. We trained 64-32-32-10 networks of tanh units on 400
# handwritten digits, each for 15 epochs from five seeds, and counted how many of 200 others are read, in the median.
# With the right gradient it is 82 %. With a mistake in the square layer it is 83 % (`dW` transposed), 82 % (`W` in place
# of `W.T`) and 81.5 % (`A_l` in place of `A_{l-1}`); without any `db` it is 82 %, and without $f'$ still 78.5 %.
#
# So a falling loss proves nothing. What proves something is to *measure* the gradient.
#
# ## Task 8 · `grad_check` (20 points)
#
# $$\frac{\partial\,\text{loss}}{\partial w} \approx \frac{\text{loss}(w + h) - \text{loss}(w - h)}{2h}$$
#
# Compare this, for **every** entry of every `W` and `b`, with what is claimed; answer `True` or `False`.
#
# * **Both sides.** The central difference errs by about $h^2$, the one-sided one by about $h$.
# * **Not too small an $h$.** The subtraction loses digits, about $10^{-16}\,|\text{loss}|/h$. The two errors together
#   are smallest near $h = 10^{-5}$; at $10^{-10}$ nothing but rounding is left.
# * **Relative error, with a floor.** A gradient of size $10^{-3}$ with an error of $10^{-3}$ is wrong; one of size
#   $10^{3}$ with the same error is right. But a gradient that *is* 0 has no relative error, so allow a small
#   absolute one (not too small: see the digits lost above).
# * **Put it back.** Keep the old value and store it again; `w += h; w -= 2*h; w += h` does not return to the same bits.
# * **Zero is a claim.** If all claimed gradients are 0 and the loss has a slope, the answer is `False`. So it is if
#   shapes do not fit or something is NaN.
# * **Kinks.** A difference taken across the kink of a ReLU is no derivative: at $\max(0, z)$ with $z = 10^{-6}$ it
#   gives 0.55 where the slope is 1. There the slopes to the right and to the left keep their distance when $h$
#   shrinks; where a loss is smooth, their distance shrinks with $h$. A right gradient must not be rejected for such
#   an entry: take a smaller $h$, and skip the entry if that does not help. But if you skip most entries, you have
#   checked nothing.


# %% solve_grad_check role="solution" reference="reference_solution.networks.gradient_check:grad_check"
def grad_check(loss, params, grads):
    """Are these the gradients of that loss?

    Parameters
    ----------
    loss : callable
        loss(params) -> float.
    params : list of (W, b)
        Float64 arrays; after the call they hold what they held before, to the bit.
    grads : list of (dW, db)
        The claim to be tested.

    Returns
    -------
    bool
        True if the claim has the shapes of params, is finite, and agrees with central
        differences of the loss in every entry where the loss is smooth.
    """
    ...


# %% grade_grad_check role="tests" points=20
check.grad_check(grad_check)
### BEGIN HIDDEN TESTS
probe("p6.grad_check", grad_check)
### END HIDDEN TESTS

# %% [markdown]
# Now your check, on the four gradients that all seemed to learn:

# %% judge_spoiled
with check.try_it():
    rng = np.random.default_rng(1)
    X, labels = two_moons(7, rng)
    params = random_params([2, 4, 4, 2], rng)
    for gradient in (mlp_backward, transposed, without_biases, first_layer_frozen):
        grads = gradient(params, X, labels, "tanh", 0.1)[1]
        verdict = grad_check(lambda p: mlp_backward(p, X, labels, "tanh", 0.1)[0], params, grads)
        print(f"{gradient.__name__:22} {'right' if verdict else 'wrong'}")

# %% [markdown]
# The conditions of a good check are in that cell: a *square* layer (or a transposed `dW` would hide or crash), more
# than one example (or a forgotten $1/N$ would hide), `lam` above 0 (or a forgotten penalty would), weights of
# ordinary size.
#
# ## Task 9 · `mac_counts` (5 points)
#
# What does all this cost? Count multiply-adds (one multiplication and one addition) in the matrix products; leave out
# whatever works entry by entry.
#
# * Forward, each weight is used once per example.
# * Backward, each weight is met twice per example: once for `dW`, once to send the gradient on to the layer before. But
#   the first layer has none before it: training never needs the gradient of the network's input. Leave that out.
#
# By hand, 2 → 3 → 1 with a batch of 4: forward $4\,(2\cdot 3 + 3\cdot 1) = 36$; backward $36$ for the two `dW`, and
# $4 \cdot 3 \cdot 1 = 12$ for one gradient sent on: $48$.


# %% solve_mac_counts role="solution" reference="reference_solution.networks.mac_counts:mac_counts"
def mac_counts(sizes, batch):
    """Multiply-adds of the matrix products in one forward and one backward pass.

    Parameters
    ----------
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.
    batch : int
        Number of examples.

    Returns
    -------
    dict
        {"forward": int, "backward": int}
    """
    ...


# %% grade_mac_counts role="tests" points=5
check.mac_counts(mac_counts)
### BEGIN HIDDEN TESTS
probe("p6.mac_counts", mac_counts)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** A rule of thumb says that backward costs twice as much as forward. For 784 → 30 → 10 the ratio is … ? And
# how many *forward* passes would central differences need for one gradient of that network, with its 23 860
# parameters?

# %% predict_cost
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for sizes in ([784, 30, 10], [784, 512, 512, 10], [2, 64, 64, 64, 1]):
        counts = mac_counts(sizes, 1)
        parameters = sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))
        ratio = counts["backward"] / counts["forward"]
        passes = 2 * parameters
        print(f"{sizes!s:21} backward / forward = {ratio:.3f}; differences: {passes:,} forward passes")

# %% [markdown]
# That is why finite differences are for checking, and backpropagation is for training.
#
# <a id="learns"></a>
# ## It learns
#
# Everything below runs on your nine functions: the moons, a network 2 → 16 → 16 → 2, and the line it draws.

# %% learns
from course.boundary import decision_boundary
from course.plots import show

with check.try_it():
    rng = np.random.default_rng(3)
    X, labels = two_moons(200, rng)
    new_X, new_labels = two_moons(1000, rng)
    kind, lam, lr, steps = "tanh", 1e-4, 1.5, 80
    start = random_params([2, 16, 16, 2], rng)
    params, losses = train(mlp_backward, start, X, labels, kind, lam, lr, steps)

    def predict(points):
        return mlp_forward(params, points, kind)[0].argmax(axis=1)

    share = accuracy(params, new_X, new_labels, kind)
    title = f"loss {losses[0]:.2f} → {losses[-1]:.2f}, right on new examples: {share:.1%}"
    show(decision_boundary(predict, X, labels, title))

# %% [markdown]
# Try what you like: `"relu"`, other widths, `lam = 0.1`, a learning rate ten times larger, fewer examples. Predict
# first.
#
# ## For those who want more: a residual block (no points)
#
# Very deep networks are hard to train, because BP2 multiplies one factor after another (remember the twenty
# sigmoids). A residual block adds its input to its output:
#
# $$Y = X + f(X W + b), \qquad W \text{ square}.$$
#
# Now `X` has *two* ways to the loss. A node with two children receives the **sum** of what they send back, so part
# of the gradient passes straight through, however small $f'$ may be. Write the backward pass with the functions you
# have.


# %% residual_block
def residual_block_forward(X, W, b, kind):
    """Y = X + activation(X @ W + b), for X of shape (N, n), W of shape (n, n), b of shape (n,)."""
    Z, _ = dense_forward(X, W, b)
    return X + activation(Z, kind)


def residual_block_backward(dY, X, W, b, kind):
    """The gradients (dX, dW, db), given dY of shape (N, n)."""
    raise NotImplementedError()


# %% check_residual_block
check.residual_block_backward(residual_block_forward, residual_block_backward)

# %% [markdown]
# ## What to take along
#
# * `dV` has the shape of `V`; in a dense layer $dW = X^\top dZ$, $db = \sum_i dZ_i$, $dX = dZ\,W^\top$.
# * An activation multiplies by its slope at $Z$. Softmax with cross-entropy starts the chain with $(P - Y)/N$.
# * No Jacobian is ever built; one backward pass gives every gradient, for about twice the cost of a forward pass.
# * A wrong gradient learns, too. Measure it: central differences, $h = 10^{-5}$, a square layer, $N > 1$, and
#   $\lambda > 0$.
