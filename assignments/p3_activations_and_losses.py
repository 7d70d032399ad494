# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Activations, output units, losses
#
# A network is linear maps with something in between, something at the end, and a number that says how bad it is. You
# will write all three: eleven activations with their slopes, the softmax, four losses with their gradients; and at
# the end they teach a classifier.
#
# ```text
#           a hidden layer                          the last layer
#  X ──► linear ──► Z ──► f ──► A ──► … ──► linear ──► Z ─┬─► identity, sigmoid or softmax ──► A
#                         f'                              └─► the loss that fits it ──► loss, dZ
# ```
#
# Every slope and every gradient that you write here is a piece of backpropagation: there, all that is left to do is
# to put the pieces in a row.
#
# | | task | points | minutes |
# |---|---|---:|---:|
# | 1 | identity, step, ReLU, leaky ReLU, ELU: [made of straight pieces](#straight), or nearly | 20 | 30 |
# | 2 | sigmoid, tanh, softplus, swish, GELU: [smooth](#smooth) | 20 | 45 |
# | 3 | [maxout](#maxout) | 4 | 10 |
# | 4 | [`logsumexp`, `log_softmax`, `softmax`](#softmax) | 22 | 30 |
# | 5 | [`mse_half`](#squared) and `gaussian_nll` | 10 | 20 |
# | 6 | [`bce_with_logits`, `softmax_ce`](#entropy) | 18 | 35 |
# | 7 | [`output_head`](#heads) | 6 | 10 |
# | | [it learns](#learns) | – | 10 |
#
# **How to work.** Fill a cell that says `YOUR CODE HERE`, run it, run the check below it. A check tells what is
# right, what is not, and the likely slip; it gives no points, and you may run it as often as you like. Where it says
# **Predict**, write your answer into `my_prediction` before you run the cell below it.
#
# The graded tests use other numbers and other shapes. They ask that your functions
#
# * work for arrays of any shape where the text says "every entry" (also one axis, or the shape `()` of a single
#   number), and for any batch size where it says "rows";
# * return new float64 arrays and leave those that they are given unchanged; where these hold whole numbers, no fraction
#   is lost;
# * give numbers where $z$ is $-800$ or $800$, not `inf - inf`. A good formula does not even make numpy warn.
#
# Numbers count as right if they agree to six digits. Your code may use numpy, scipy and matplotlib, and pandas and tqdm
# where the grader has them; other packages are not there. An error outside your functions costs no points.

# %% setup role="readonly"
import numpy as np

from course import probe
from course.check import p3 as check

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## Two functions for each activation
#
# An activation $f$ is applied to every entry of the pre-activations $Z$; `sigmoid(Z)` has the shape of `Z`. Its slope
# $f'$ is applied to every entry, too: `sigmoid_derivative(Z)` has the shape of `Z` as well. Both take **z**, the
# value *before* the activation. Many slopes have a second, shorter formula in terms of $a = f(z)$; use it if you
# like, but compute $a$ first.
#
# Each pair gives 4 points: for $f$, for $f'$, for both at inputs far from 0 if they use exponentials, and for the rules
# above (any shape, new float64 arrays, inputs unchanged).
#
# **Predict.** Three ways to write the sigmoid, at $z = 800$: $\frac{1}{1+e^{-z}}$, $\;\frac{e^z}{1+e^z}$,
# $\;\frac12\left(1 + \tanh\frac z2\right)$. Which give 1? (The largest float is about $10^{308} \approx e^{709}$.)

# %% predict_overflow
my_prediction = ""  # write it here

z = np.array(800.0)
print("your prediction:", my_prediction)
with np.errstate(all="ignore"):
    print("1 / (1 + exp(-z))     ", 1 / (1 + np.exp(-z)))
    print("exp(z) / (1 + exp(z)) ", np.exp(z) / (1 + np.exp(z)))
    print("(1 + tanh(z / 2)) / 2 ", (1 + np.tanh(z / 2)) / 2)

# %% [markdown]
# Infinity over infinity is not a number (`nan`), and one `nan` in one example spoils the gradient of the whole batch.
# The same formula on paper is not the same formula in floats.
#
# <a id="straight"></a>
# ## Task 1 · Straight pieces (5 × 4 points)
#
# ### identity
#
# $$f(z) = z, \qquad f'(z) = 1$$
#
# By hand: $Z = (-2, 3)$ gives $f = (-2, 3)$ and slopes $(1, 1)$: an array, for every entry has a slope of its own.


# %% solve_identity role="solution" reference="reference_solution.activations.identity_and_step:identity"
def identity(Z):
    """z for every entry; a new float64 array of the shape of Z."""
    ...


# %% solve_identity_derivative role="solution" reference="reference_solution.activations.identity_and_step:identity_derivative"
def identity_derivative(Z):
    """Slope of the identity at every entry of Z."""
    ...


# %% grade_identity role="tests" points=4
check.identity(identity, identity_derivative)
identity_pair = check.pair(identity, identity_derivative)
### BEGIN HIDDEN TESTS
probe("p3.identity", identity_pair)
### END HIDDEN TESTS

# %% [markdown]
# ### step
#
# $$f(z) = \begin{cases}1 & z > 0\\ 0 & \text{else}\end{cases} \qquad
# f'(z) = 0$$
#
# At $z = 0$ there is no slope; take 0 there, too. (The step is not $\operatorname{sign}(z)$, which is $-1$, $0$ or $1$.)


# %% solve_step role="solution" reference="reference_solution.logic.threshold:step"
def step(Z):
    """1 where z > 0, else 0, for every entry of Z; float64."""
    ...


# %% solve_step_derivative role="solution" reference="reference_solution.activations.identity_and_step:step_derivative"
def step_derivative(Z):
    """Slope of the step at every entry of Z."""
    ...


# %% grade_step role="tests" points=4
check.step(step, step_derivative)
step_pair = check.pair(step, step_derivative)
### BEGIN HIDDEN TESTS
probe("p3.step", step_pair)
### END HIDDEN TESTS

# %% [markdown]
# ### ReLU
#
# $$f(z) = \max(0, z), \qquad f'(z) = \begin{cases}1 & z > 0\\ 0 & z < 0\end{cases}$$
#
# At the kink, any number from 0 to 1 is as good (a *subgradient*); frameworks take 0,
# some texts take 1, the tests do not ask.


# %% solve_relu role="solution" reference="reference_solution.activations.relu_family:relu"
def relu(Z):
    """max(0, z) for every entry of Z."""
    ...


# %% solve_relu_derivative role="solution" reference="reference_solution.activations.relu_family:relu_derivative"
def relu_derivative(Z):
    """Slope of the ReLU at every entry of Z; float64."""
    ...


# %% grade_relu role="tests" points=4
check.relu(relu, relu_derivative)
relu_pair = check.pair(relu, relu_derivative)
### BEGIN HIDDEN TESTS
probe("p3.relu", relu_pair)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** An error of 1 arrives at the output of ten hidden layers, each with one unit at $z = 0.5$ and weight 1
# between them. How much of it reaches the first layer through ten steps? Through ten ReLUs? And if all stand at $z =
# -0.5$?

# %% predict_ten_layers
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for name, slope in [("step", step_derivative), ("relu", relu_derivative)]:
        for z in (0.5, -0.5):
            print(f"ten units of {name} at {z:4}: {slope(np.full(10, z)).prod():g} of the error arrives")

# %% [markdown]
# No gradient ever passes a step: gradient descent cannot change the weights before it. That is why networks no longer
# use the step. A ReLU passes all of a gradient or nothing; a unit that is off *for every example* is dead.
#
# ### leaky ReLU
#
# $$f(z) = \begin{cases}z & z > 0\\ \alpha z & \text{else}\end{cases} \qquad
# f'(z) = \begin{cases}1 & z > 0\\ \alpha & z < 0\end{cases}$$
#
# By hand, $\alpha = 2$ and $Z = (-2, 3)$: $f = (-4, 3)$. It is also written $\max(\alpha z, z)$.
# Is that the same for every $\alpha$?


# %% solve_leaky_relu role="solution" reference="reference_solution.activations.relu_family:leaky_relu"
def leaky_relu(Z, alpha=0.01):
    """z where z > 0, else alpha z, for every entry of Z; alpha may be above 1."""
    ...


# %% solve_leaky_relu_derivative role="solution" reference="reference_solution.activations.relu_family:leaky_relu_derivative"
def leaky_relu_derivative(Z, alpha=0.01):
    """Slope of the leaky ReLU at every entry of Z."""
    ...


# %% grade_leaky_relu role="tests" points=4
check.leaky_relu(leaky_relu, leaky_relu_derivative)
leaky_relu_pair = check.pair(leaky_relu, leaky_relu_derivative)
### BEGIN HIDDEN TESTS
probe("p3.leaky_relu", leaky_relu_pair)
### END HIDDEN TESTS

# %% [markdown]
# ### ELU
#
# $$f(z) = \begin{cases}z & z > 0\\ \alpha\,(e^z - 1) & \text{else}\end{cases} \qquad
# f'(z) = \begin{cases}1 & z > 0\\ \alpha\,e^z & z < 0\end{cases}$$
#
# By hand, $\alpha = 2$: $f(-\ln 2) = 2\,(\frac12 - 1) = -1$. A trap: `np.where(condition, P, Q)` computes *both* P
# and Q everywhere, so $e^{800}$ is asked for although nobody wants it. Give the exponential only what is negative.


# %% solve_elu role="solution" reference="reference_solution.activations.relu_family:elu"
def elu(Z, alpha=1.0):
    """z where z > 0, else alpha (exp(z) - 1), for every entry of Z."""
    ...


# %% solve_elu_derivative role="solution" reference="reference_solution.activations.relu_family:elu_derivative"
def elu_derivative(Z, alpha=1.0):
    """Slope of the ELU at every entry of Z."""
    ...


# %% grade_elu role="tests" points=4
check.elu(elu, elu_derivative)
elu_pair = check.pair(elu, elu_derivative)
### BEGIN HIDDEN TESTS
probe("p3.elu", elu_pair)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Does the ELU have a kink at 0? Work out the slope just left and just right of 0, for $\alpha = 1$ and
# for $\alpha = 2$.

# %% predict_elu_kink
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for alpha in (1.0, 2.0):
        left, right = elu_derivative(np.array([-1e-9, 1e-9]), alpha)
        print(f"alpha = {alpha:g}: slope {left:.4f} just left of 0, {right:.4f} just right")

# %% [markdown]
# <a id="smooth"></a>
# ## Task 2 · Smooth (5 × 4 points)
#
# ### sigmoid
#
# $$\sigma(z) = \frac{1}{1+e^{-z}}, \qquad \sigma'(z) = \sigma(z)\,(1 - \sigma(z))$$
#
# By hand: $\sigma(\ln 3) = 1/(1 + \frac13) = \frac34$, and the slope there is $\frac34\cdot\frac14 = \frac{3}{16}$.
# To stay clear of overflow, use an exponential that is never above 1, such as $e^{-|z|}$. With it the sigmoid is
# $1/(1+e^{-|z|})$ on the right; and on the left, where $\sigma(z) = 1 - \sigma(-z)$?


# %% solve_sigmoid role="solution" reference="reference_solution.activations.sigmoid_family:sigmoid"
def sigmoid(Z):
    """1 / (1 + exp(-z)) for every entry of Z, without overflow."""
    ...


# %% solve_sigmoid_derivative role="solution" reference="reference_solution.activations.sigmoid_family:sigmoid_derivative"
def sigmoid_derivative(Z):
    """Slope of the sigmoid at every entry of Z."""
    ...


# %% grade_sigmoid role="tests" points=4
check.sigmoid(sigmoid, sigmoid_derivative)
sigmoid_pair = check.pair(sigmoid, sigmoid_derivative)
### BEGIN HIDDEN TESTS
probe("p3.sigmoid", sigmoid_pair)
### END HIDDEN TESTS

# %% [markdown]
# ### tanh
#
# $$\tanh z = \frac{e^z - e^{-z}}{e^z + e^{-z}} = 2\,\sigma(2z) - 1, \qquad \tanh' z = 1 - \tanh^2 z = 4\,\sigma'(2z)$$
#
# By hand: $\tanh(\ln 2) = (2 - \frac12)/(2 + \frac12) = \frac35$, slope $1 - \frac{9}{25} = \frac{16}{25}$. numpy has
# a `np.tanh` of its own, which you may use.


# %% solve_tanh role="solution" reference="reference_solution.activations.sigmoid_family:tanh"
def tanh(Z):
    """tanh z for every entry of Z."""
    ...


# %% solve_tanh_derivative role="solution" reference="reference_solution.activations.sigmoid_family:tanh_derivative"
def tanh_derivative(Z):
    """Slope of tanh at every entry of Z."""
    ...


# %% grade_tanh role="tests" points=4
check.tanh(tanh, tanh_derivative)
tanh_pair = check.pair(tanh, tanh_derivative)
### BEGIN HIDDEN TESTS
probe("p3.tanh", tanh_pair)
### END HIDDEN TESTS

# %% [markdown]
# ### softplus
#
# $$f(z) = \ln(1 + e^z), \qquad f'(z) = \frac{1}{1+e^{-z}}$$
#
# Mind the brackets: $\ln 1 + e^z$ would be $e^z$. By hand: $f(0) = \ln 2$,
# $f(\ln 3) = \ln 4$. It must not overflow: $f(800)$ is 800 to all digits. (`np.logaddexp(p, q)` is $\ln(e^p + e^q)$.)
# And have you not written that slope already?


# %% solve_softplus role="solution" reference="reference_solution.activations.sigmoid_family:softplus"
def softplus(Z):
    """log(1 + exp(z)) for every entry of Z, without overflow."""
    ...


# %% solve_softplus_derivative role="solution" reference="reference_solution.activations.sigmoid_family:softplus_derivative"
def softplus_derivative(Z):
    """Slope of the softplus at every entry of Z."""
    ...


# %% grade_softplus role="tests" points=4
check.softplus(softplus, softplus_derivative)
softplus_pair = check.pair(softplus, softplus_derivative)
### BEGIN HIDDEN TESTS
probe("p3.softplus", softplus_pair)
### END HIDDEN TESTS

# %% [markdown]
# ### swish
#
# $$f(z) = z\,\sigma(\beta z)$$
#
# The sigmoid is a gate: it lets $z$ through, or not. Do not copy the slope that some texts print,
#
# $$\beta\,g(\beta z) + \sigma(\beta z)\,\bigl(1 - \beta\,g(\beta z)\bigr) \qquad\text{with } g(z) = z\,\sigma(\beta z),$$
#
# because it is right for $\beta = 1$ only. Differentiate the product yourself. The right formula looks nearly the same,
# with something else in place of $g(\beta z)$, twice. By hand, $\beta = 2$:
# $f(\frac12 \ln 3) = \frac12 \ln 3 \cdot \frac34 = 0.4120$.


# %% solve_swish role="solution" reference="reference_solution.activations.swish:swish"
def swish(Z, beta=1.0):
    """z sigma(beta z) for every entry of Z."""
    ...


# %% solve_swish_derivative role="solution" reference="reference_solution.activations.swish:swish_derivative"
def swish_derivative(Z, beta=1.0):
    """Slope of the swish at every entry of Z."""
    ...


# %% grade_swish role="tests" points=4
check.swish(swish, swish_derivative)
swish_pair = check.pair(swish, swish_derivative)
### BEGIN HIDDEN TESTS
probe("p3.swish", swish_pair)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** What is the swish for $\beta = 0$? What does it approach for very large $\beta$?

# %% predict_swish_limits
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    Z = np.array([-2.0, -0.5, 0.5, 2.0])
    for beta in (0.0, 1.0, 10.0, 1000.0):
        print(f"beta = {beta:6g}: {swish(Z, beta)}")

# %% [markdown]
# ### GELU
#
# $$f(z) = z\,\Phi(z), \qquad \Phi(z) = \tfrac12\Bigl(1 + \operatorname{erf}\frac{z}{\sqrt2}\Bigr)$$
#
# A gate again; $\Phi(z)$ is the chance that a standard normal number is below $z$. The slope of $\Phi$ is the bell curve
# $\varphi(z) = \frac{1}{\sqrt{2\pi}} e^{-z^2/2}$. From these and the product rule you get $f'$. By hand: $\Phi(1) =
# 0.84134$, so $f(1) = 0.84134$ and $f(-1) = -0.15866$. numpy has no `erf`, so $\Phi$ is given:


# %% normal_cdf role="readonly"
def normal_cdf(Z):
    """Chance that a standard normal number is below z, for every entry of Z."""
    from math import erfc

    return np.vectorize(erfc, otypes=[float])(-Z / np.sqrt(2.0)) / 2.0


# %% solve_gelu role="solution" reference="reference_solution.activations.gelu:gelu"
def gelu(Z):
    """z times the chance that a standard normal number is below z, for every entry of Z."""
    ...


# %% solve_gelu_derivative role="solution" reference="reference_solution.activations.gelu:gelu_derivative"
def gelu_derivative(Z):
    """Slope of the GELU at every entry of Z."""
    ...


# %% grade_gelu role="tests" points=4
check.gelu(gelu, gelu_derivative)
gelu_pair = check.pair(gelu, gelu_derivative)
### BEGIN HIDDEN TESTS
probe("p3.gelu", gelu_pair)
### END HIDDEN TESTS

# %% [markdown]
# Two approximations are in use because they are cheap: $\frac z2 \bigl(1 + \tanh(\sqrt{2/\pi}\,(z + 0.044715\,z^3))
# \bigr)$, and the swish with $\beta = 1.702$.
#
# **Predict.** How far are they from the GELU at worst: 0.1, 0.01, 0.001, 0.0001? And would you see it in a plot?

# %% predict_gelu_approximations
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    Z = np.linspace(-5, 5, 2001)
    by_tanh = Z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (Z + 0.044715 * Z**3)))
    print(f"by tanh  {abs(by_tanh - gelu(Z)).max():.5f}")
    print(f"by swish {abs(swish(Z, 1.702) - gelu(Z)).max():.5f}")

# %% [markdown]
# All ten together: above $f$, below $f'$. Where a slope is 0, no gradient passes.

# %% picture
from course.plots import new_figure, show

with check.try_it():
    Z = np.linspace(-4, 4, 161)
    figure = new_figure("Ten activations and their slopes", 5.6)
    values, slopes = (figure.add_axes((0.1, place, 0.48, 0.36)) for place in (0.54, 0.07))
    for f, slope in [
        (identity, identity_derivative),
        (step, step_derivative),
        (relu, relu_derivative),
        (leaky_relu, leaky_relu_derivative),
        (elu, elu_derivative),
        (sigmoid, sigmoid_derivative),
        (tanh, tanh_derivative),
        (softplus, softplus_derivative),
        (swish, swish_derivative),
        (gelu, gelu_derivative),
    ]:
        values.plot(Z, f(Z), label=f.__name__)
        slopes.plot(Z, slope(Z))
    values.set(title="f(z)", ylim=(-1.5, 3))
    slopes.set(title="f'(z)", yticks=(0, 0.5, 1))
    figure.legend(loc="center right")
    show(figure)

# %% [markdown]
# <a id="maxout"></a>
# ## Task 3 · Maxout (4 points)
#
# A maxout unit has several linear pieces and answers with the largest. Here `Z` has one axis more, the last, in which
# the $k$ pieces of a unit stand; `maxout(Z)` no longer has it:
#
# $$f(Z)_{\dots} = \max_p Z_{\dots p}, \qquad
# f'(Z)_{\dots p} = \begin{cases}1 & \text{if piece } p \text{ is the largest}\\ 0 &
# \text{else}\end{cases}$$
#
# By hand, one example, two units of two pieces: $Z = \bigl((-2, 0), (3, 1)\bigr)$ gives $f = (0, 3)$ and slopes
# $\bigl((0, 1), (1, 0)\bigr)$. The slope has the shape of `Z`. (Where pieces are equal, take one of them; the tests
# do not ask which.)


# %% solve_maxout role="solution" reference="reference_solution.activations.maxout:maxout"
def maxout(Z):
    """The largest piece of every unit.

    Parameters
    ----------
    Z : ndarray of shape (..., k)
        The k pieces of a unit in the last axis.

    Returns
    -------
    A : ndarray of shape (...)
    """
    ...


# %% solve_maxout_derivative role="solution" reference="reference_solution.activations.maxout:maxout_derivative"
def maxout_derivative(Z):
    """Slope of every unit in each of its pieces.

    Parameters
    ----------
    Z : ndarray of shape (..., k)

    Returns
    -------
    ndarray of the shape of Z
        1 for the largest piece of a unit, 0 for the others.
    """
    ...


# %% grade_maxout role="tests" points=4
check.maxout(maxout, maxout_derivative)
maxout_pair = check.pair(maxout, maxout_derivative)
### BEGIN HIDDEN TESTS
probe("p3.maxout", maxout_pair)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Which activations are maxout units with the pieces $(z, 0)$; $(z, 0.1 z)$; $(z, -z)$?

# %% predict_maxout
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    z = np.array([-2.0, -1.0, 1.0, 2.0])
    for name, second in [("(z, 0)", 0 * z), ("(z, 0.1 z)", 0.1 * z), ("(z, -z)", -z)]:
        print(f"{name:10} {maxout(np.stack([z, second], axis=-1))}")

# %% [markdown]
# <a id="softmax"></a>
# ## Task 4 · From logits to probabilities
#
# From here on, `Z` has the shape `(N, K)`: one example a **row**, one class a column, and every row is treated on its
# own. The softmax makes a row of logits into probabilities:
#
# $$P_{ik} = \frac{e^{z_{ik}/T}}{\sum_j e^{z_{ij}/T}}$$
#
# $T > 0$ is the *temperature*, 1 unless said otherwise. We build it from the bottom.
#
# ### `logsumexp` (6 points)
#
# $$\operatorname{lse}(z) = T \ln \sum_j e^{z_j/T} \qquad\text{for each row}$$
#
# It is a smooth maximum: never below the largest logit $m$, and never above $m + T \ln K$. By hand, $T = 1$: the row
# $(\ln 1, \ln 1, \ln 2)$ gives $\ln 4$.
#
# $e^{1000}$ overflows. But $\ln \sum_j e^{z_j} = m + \ln \sum_j e^{z_j - m}$ for every $m$. With which $m$ is every
# exponential at most 1, and at least one of them equal to 1? Each row needs its own. (`keepdims=True` keeps the axis
# of a maximum or a sum, so that it still stands beside its row: shape `(N, 1)`, not `(N,)`.)


# %% solve_logsumexp role="solution" reference="reference_solution.losses.softmax:logsumexp"
def logsumexp(Z, temperature=1.0):
    """Smooth maximum of each row: T log sum_j exp(z_j / T).

    Parameters
    ----------
    Z : ndarray of shape (N, K)
    temperature : float
        T > 0.

    Returns
    -------
    ndarray of shape (N,)
    """
    ...


# %% grade_logsumexp role="tests" points=6
check.logsumexp(logsumexp)
### BEGIN HIDDEN TESTS
probe("p3.logsumexp", logsumexp)
### END HIDDEN TESTS

# %% [markdown]
# ### `log_softmax` (8 points)
#
# $$\ln P_{ik} = \frac{z_{ik}}{T} - \ln \sum_j e^{z_{ij}/T}$$
#
# The sum goes over $j$, all classes of one example. By hand: logits $(1000, 0)$ give $\ln P = (0, -1000)$. Compute it
# from the logits: the logarithm of a probability that has been rounded to 0 is $-\infty$.


# %% solve_log_softmax role="solution" reference="reference_solution.losses.softmax:log_softmax"
def log_softmax(Z, temperature=1.0):
    """Logarithm of the softmax of each row, in nats.

    Parameters
    ----------
    Z : ndarray of shape (N, K)
    temperature : float
        T > 0.

    Returns
    -------
    ndarray of shape (N, K)
    """
    ...


# %% grade_log_softmax role="tests" points=8
check.log_softmax(log_softmax)
### BEGIN HIDDEN TESTS
probe("p3.log_softmax", log_softmax)
### END HIDDEN TESTS

# %% [markdown]
# ### `softmax` (8 points)
#
# By hand: $(\ln 1, \ln 1, \ln 2)$ gives $(\frac14, \frac14, \frac12)$. Adding the same number to all logits of a row
# changes nothing. Why?


# %% solve_softmax role="solution" reference="reference_solution.losses.softmax:softmax"
def softmax(Z, temperature=1.0):
    """Probabilities from logits, row by row.

    Parameters
    ----------
    Z : ndarray of shape (N, K)
    temperature : float
        T > 0.

    Returns
    -------
    P : ndarray of shape (N, K)
        Every row sums to 1.
    """
    ...


# %% grade_softmax role="tests" points=8
check.softmax(softmax)
### BEGIN HIDDEN TESTS
probe("p3.softmax", softmax)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Logits $(2, 1, 0)$. What do the probabilities tend to for a very small temperature? For a very large
# one?

# %% predict_temperature
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for T in (0.05, 0.5, 1.0, 5.0, 1000.0):
        print(f"T = {T:6g}: P = {softmax(np.array([[2.0, 1.0, 0.0]]), T)[0]}")

# %% [markdown]
# <a id="squared"></a>
# ## Task 5 · Squared losses
#
# A loss is one number, the mean over the $N$ examples; with it comes its gradient, with which the backward pass starts.
# Every loss here returns both, `(loss, gradient)`, and the gradient has the shape of what it belongs to. Within one
# example the $K$ outputs are added up; the mean is over examples only.
#
# **Predict.** A perfect fit: outputs equal to targets. Somebody has the outputs as a column, `(3, 1)`, and the
# targets as `(3,)`. What is the mean of the squared differences?

# %% predict_pairs
my_prediction = ""  # write it here

A, Y = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0])
print("your prediction:", my_prediction)
print("A - Y =\n", A - Y)
print("mean of squares:", ((A - Y) ** 2).mean())

# %% [markdown]
# numpy compares every output with every target without a warning, and a perfect network gets a gradient that is not 0.
# So a loss should *refuse* shapes that do not fit.
#
# ### `mse_half` (4 points)
#
# $$\text{loss} = \frac{1}{2N} \sum_{i,k} (a_{ik} - y_{ik})^2, \qquad dA = \frac{A - Y}{N}$$
#
# The ½ is there so that the gradient has no 2 (some leave it out and keep the 2). By hand: outputs $(1, 4)$,
# targets $(1, 2)$, two examples: loss $\frac{0 + 4}{4} = 1$, $dA = (0, 1)$. Half of the points are for refusing.


# %% solve_mse_half role="solution" reference="reference_solution.losses.regression_and_classification:mse_half"
def mse_half(A, Y):
    """Half the squared distance between outputs and targets, mean over the examples.

    Parameters
    ----------
    A : ndarray of shape (N,) or (N, K)
    Y : ndarray of the shape of A

    Returns
    -------
    loss : float
    dA : ndarray of the shape of A

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    ...


# %% grade_mse_half role="tests" points=4
check.mse_half(mse_half)
mse_half_and_refusal = check.with_refusal(mse_half)
### BEGIN HIDDEN TESTS
probe("p3.mse_half", mse_half_and_refusal)
### END HIDDEN TESTS

# %% [markdown]
# ### `gaussian_nll` (6 points)
#
# Why squares? Suppose each target is drawn from a normal distribution around the output $a$ with standard deviation
# $\sigma$: density $\frac{1}{\sigma\sqrt{2\pi}} \exp\bigl(-\frac{(y - a)^2}{2\sigma^2}\bigr)$. The best $a$ makes
# what was seen most likely, that is, minus its logarithm smallest:
#
# $$\text{loss} = \frac1N \sum_{i,k} \Bigl(\frac{(a_{ik} - y_{ik})^2}{2\sigma^2} + \ln\bigl(\sigma\sqrt{2\pi}\bigr)\Bigr)$$
#
# Derive $dA$ yourself. By hand, outputs $(1, 3)$, targets $(1, 1)$, $\sigma = 1$: $\frac12 \cdot \frac{0 + 4}{2} +
# 0.9189 = 1.9189$. If $\sigma$ is the same for all examples, the minimum lies where that of `mse_half` does: to
# maximise the likelihood is then to minimise the squared error.


# %% solve_gaussian_nll role="solution" reference="reference_solution.losses.regression_and_classification:gaussian_nll"
def gaussian_nll(A, Y, sigma):
    """Mean negative log-likelihood of targets drawn around the outputs, in nats.

    Parameters
    ----------
    A : ndarray of shape (N,) or (N, K)
        Means of the normal distributions.
    Y : ndarray of the shape of A
    sigma : float
        Standard deviation, the same for every entry.

    Returns
    -------
    loss : float
        The K entries of an example are added up; mean over the N examples.
    dA : ndarray of the shape of A
    """
    ...


# %% grade_gaussian_nll role="tests" points=6
check.gaussian_nll(gaussian_nll)
### BEGIN HIDDEN TESTS
probe("p3.gaussian_nll", gaussian_nll)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** The residuals are 1, -2 and 2. Which $\sigma$ makes the loss smallest: 1, 1.5, 1.73, 3? (What is the
# root of the mean square?)

# %% predict_sigma
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for sigma in (1.0, 1.5, np.sqrt(3.0), 3.0):
        loss, _ = gaussian_nll(np.array([1.0, -2.0, 2.0]), np.zeros(3), sigma)
        print(f"sigma = {sigma:.4f}: loss {loss:.4f}")

# %% [markdown]
# <a id="entropy"></a>
# ## Task 6 · Cross-entropies
#
# ### `bce_with_logits` (8 points)
#
# For yes-or-no questions: $p = \sigma(z)$ is the probability of yes, the target $y$ is 1 or 0 (or between, if the label
# itself is uncertain), and the loss is
#
# $$\text{loss} = -\frac1N \sum_{i,k} \bigl(y \ln p + (1 - y) \ln(1 - p)\bigr), \qquad dZ = \frac{\sigma(Z) - Y}{N}.$$
#
# For large $|z|$ the probability $p$ is rounded to 0 or 1, and the logarithm is lost. Take it from $z$: $-\ln
# \sigma(z) = \ln(1 + e^{-z})$, which is the softplus of $-z$; and $-\ln(1 - \sigma(z))$? Both at once, for
# $y \in \{0, 1\}$: $-\ln \sigma\bigl((2y - 1)\,z\bigr)$.
#
# By hand: $Z = (0, \ln 3)$, $Y = (1, 0)$: $p = (\frac12, \frac34)$, loss $\frac12(\ln 2 + \ln 4) = 1.0397$,
# $dZ = (-\frac14, \frac38)$. Where did $\sigma'$ go? It cancels against the slope of the logarithm.


# %% solve_bce_with_logits role="solution" reference="reference_solution.losses.regression_and_classification:bce_with_logits"
def bce_with_logits(Z, Y):
    """Binary cross-entropy of sigmoid units, from the logits, in nats.

    Parameters
    ----------
    Z : ndarray of shape (N,) or (N, K)
        Logits: any numbers, also ±800.
    Y : ndarray of the shape of Z
        Targets from 0 to 1.

    Returns
    -------
    loss : float
        The K units of an example are added up; mean over the N examples.
    dZ : ndarray of the shape of Z
    """
    ...


# %% grade_bce_with_logits role="tests" points=8
check.bce_with_logits(bce_with_logits)
### BEGIN HIDDEN TESTS
probe("p3.bce_with_logits", bce_with_logits)
### END HIDDEN TESTS

# %% [markdown]
# ### `softmax_ce` (10 points)
#
# For one class out of $K$. The target of an example is a row of probabilities: all on one class (*one-hot*), or a
# little on the others, too (*smoothed*).
#
# $$\text{loss} = -\frac1N \sum_{i,k} y_{ik} \ln P_{ik}, \qquad dZ = \frac{P - Y}{N}$$
#
# The inner sum goes over all classes $k$. By hand: logits $(\ln 3, 0)$ and target $(1, 0)$ give
# $P = (\frac34, \frac14)$, loss $\ln\frac43$, $dZ = (-\frac14, \frac14)$. Each row of $dZ$ sums to 0. Do not turn
# targets into labels: a smoothed row has more to say than which entry is largest.


# %% solve_softmax_ce role="solution" reference="reference_solution.losses.regression_and_classification:softmax_ce"
def softmax_ce(Z, Y):
    """Cross-entropy between target distributions and the softmax of the logits, in nats.

    Parameters
    ----------
    Z : ndarray of shape (N, K)
        Logits.
    Y : ndarray of shape (N, K)
        Each row a distribution: one-hot or smoothed.

    Returns
    -------
    loss : float
        Mean over the N examples.
    dZ : ndarray of shape (N, K)
    """
    ...


# %% grade_softmax_ce role="tests" points=10
check.softmax_ce(softmax_ce)
### BEGIN HIDDEN TESTS
probe("p3.softmax_ce", softmax_ce)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** How small can the loss get if the target is $(0.9, 0.1)$? 0, or more? Try logits whose softmax is (0.9,
# 0.1), and logits that are more certain.

# %% predict_smallest_loss
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for P in ([0.5, 0.5], [0.8, 0.2], [0.9, 0.1], [0.99, 0.01]):
        loss, _ = softmax_ce(np.log([P]), np.array([[0.9, 0.1]]))
        print(f"P = {P}: loss {loss:.4f}")

# %% [markdown]
# The smallest is reached at $P = Y$ and is not 0: it is the *entropy* of the target. For one-hot targets that is 0.
#
# <a id="heads"></a>
# ## Task 7 · `output_head` (6 points)
#
# The task chooses the last activation, and the loss that belongs to it:
#
# | task | activation $f$ | loss (of the pre-activations $Z$) |
# |---|---|---|
# | `"regression"` | identity | `mse_half` |
# | `"binary"` | sigmoid | `bce_with_logits` |
# | `"multi-class"` | softmax | `softmax_ce` |
#
# All three have the same gradient, $dZ = (A - Y)/N$ with $A = f(Z)$: that is what "belongs to it" means. Return the
# two *functions*, without calling them.


# %% solve_output_head role="solution" reference="reference_solution.losses.output_heads:output_head"
def output_head(task):
    """Activation and loss for the last layer.

    Parameters
    ----------
    task : {"regression", "binary", "multi-class"}

    Returns
    -------
    f : callable
        f(Z) -> A, what the network answers.
    loss : callable
        loss(Z, Y) -> (loss, dZ), from the pre-activations.
    """
    ...


# %% grade_output_head role="tests" points=6
check.output_head(output_head)
chosen_head = check.head(output_head)
### BEGIN HIDDEN TESTS
probe("p3.output_head", chosen_head)
### END HIDDEN TESTS

# %% [markdown]
# What goes wrong with partners that do not belong together? Take one sigmoid unit that is certain and wrong: target 1,
# but $z = -8$. It learns by $z \leftarrow z - dZ$, once with its own loss, once with the squared loss of $a =
# \sigma(z)$, whose gradient is $dZ = (a - y)\,\sigma'(z)$.
#
# **Predict.** After 20 such steps, what is the answer $\sigma(z)$ of each?

# %% predict_partners
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    Y = np.array([1.0])
    own = squared = np.array([-8.0])
    for _ in range(20):
        own = own - bce_with_logits(own, Y)[1]
        squared = squared - mse_half(sigmoid(squared), Y)[1] * sigmoid_derivative(squared)
    print(f"its own loss: z = {own[0]:6.3f}, answer {sigmoid(own)[0]:.4f}")
    print(f"squared loss: z = {squared[0]:6.3f}, answer {sigmoid(squared)[0]:.4f}")

# %% [markdown]
# The sigmoid is flat where it is certain, and the squared loss multiplies by that slope: the more wrong the unit is,
# the slower it learns. The cross-entropy cancels the slope.
#
# <a id="learns"></a>
# ## It learns
#
# Three clouds of points, a linear layer, and nothing but your functions. The gradient of the weights, $X^\top dZ$, is
# for a later assignment; here it is given.

# %% learns
with check.try_it():
    rng = np.random.default_rng(1)
    labels = np.arange(300) % 3
    X = np.array([[0.0, 2.0], [-2.0, -1.0], [2.0, -1.0]])[labels] + rng.normal(size=(300, 2))
    Y = np.eye(3)[labels]
    answer, loss_of = output_head("multi-class")
    W, b = np.zeros((2, 3)), np.zeros(3)
    for epoch in range(101):
        Z = X @ W + b
        loss, dZ = loss_of(Z, Y)
        if epoch in (0, 1, 10, 100):
            right = (answer(Z).argmax(axis=1) == labels).mean()
            print(f"after {epoch:3} steps: loss {loss:.4f}, right {right:.1%}")
        W, b = W - X.T @ dZ, b - dZ.sum(axis=0)

# %% [markdown]
# The first loss is $\ln 3 = 1.0986$: all three classes are equally probable. Remember it for every $K$: a training that
# starts far above $\ln K$ starts certain and wrong.
#
# ## What to take along
#
# * An activation's slope is taken at $z$. Where it is 0, no error passes: the step always, the sigmoid far out, the
#   ReLU on the left.
# * The same formula on paper is not the same in floats: no exponential of anything large, no logarithm of a
#   probability.
# * Softmax runs along rows, each with its own shift; adding a constant to a row changes nothing.
# * The task chooses the head, the head chooses the loss, and then $dZ = (A - Y)/N$.
# * Whatever a formula says, in a book or here: measure it.
