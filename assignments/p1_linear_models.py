# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Linear models and the perceptron
#
# One neuron, before there are networks: a weighted sum and a bias. You will fit it to numbers in three ways and to two
# classes in two ways; at the end two of your own fits draw a line each through the same points.
#
# ```text
#                              ┌─ squares ──────────► least squares, ridge, lasso
#   x ──► s = x · w + b  loss? ┼─ max(0, −y s) ─────► the perceptron: a side
#                              └─ log(1 + exp(−y s)) ► logistic regression: a probability
# ```
#
# | | task | points | minutes |
# |---|---|---:|---:|
# | 1 | `add_bias`: the bias is a weight, too | 4 | 5 |
# | 2 | `normal_equation`: least squares in one step | 10 | 15 |
# | 3 | `mse_grad`: the gradient, for many small steps | 8 | 10 |
# | 4 | `ridge`: a penalty on large weights | 14 | 20 |
# | 5 | `soft_threshold`: move towards zero, not beyond | 6 | 10 |
# | 6 | `lasso_ista`: a penalty that makes weights exactly zero | 14 | 25 |
# | 7 | `perceptron_fit`: learn from mistakes alone | 14 | 20 |
# | 8 | `logistic_loss_pm1`: logistic regression for labels −1 and 1 | 10 | 20 |
# | | [two lines](#lines) | – | 10 |
#
# **How to work.** Fill a cell that says `YOUR CODE HERE`, run it, run the check below it; a check gives no points and
# may be run as often as you like. Where it says **Predict**, write your answer into `my_prediction` before you run the
# cell below it.
#
# The graded tests use other numbers and sizes, also a single example. They ask for float64 and for inputs left as they
# were. You may compute as you like; for `lasso_ista` and `perceptron_fit`, every answer is right that has the
# properties named in their tasks.
#
# Numbers count as right if they agree to six digits. Your code may use numpy, scipy and matplotlib, and pandas and tqdm
# where the grader has them; other packages are not there. An error outside your functions costs no points.

# %% setup role="readonly"
import numpy as np

from course import probe
from course.check import p1 as check

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## Task 1 · `add_bias` (4 points)
#
# One example is one **row** of `X`, shape `(N, n)`. A column of ones makes the bias one weight among the others (for
# columns: $z = [w\; b]\,[x; 1]$):
#
# $$X w + b = \underbrace{\begin{bmatrix} X & \mathbf{1}\end{bmatrix}}_{N \times (n+1)}
# \underbrace{\begin{bmatrix} w \\ b\end{bmatrix}}_{n+1}.$$
#
# By hand: the rows $(2, 3)$ and $(5, 7)$ become $(2, 3, 1)$ and $(5, 7, 1)$. The bias comes **last**, in this course
# always.


# %% solve_add_bias role="solution" reference="reference_solution.linear.least_squares:add_bias"
def add_bias(X):
    """X with a column of ones on its right.

    Parameters
    ----------
    X : ndarray of shape (N, n)

    Returns
    -------
    ndarray of shape (N, n + 1)
        A new float64 array.
    """
    ...


# %% grade_add_bias role="tests" points=4
check.add_bias(add_bias)
### BEGIN HIDDEN TESTS
probe("p1.add_bias", add_bias)
### END HIDDEN TESTS

# %% [markdown]
# ## Task 2 · `normal_equation` (10 points)
#
# The best weights have the least sum of squares $\lVert Xw - y\rVert^2$ (here `X` has its column of ones). Multiplied
# out, $w^\top X^\top X w - 2 w^\top X^\top y + y^\top y$; two rules for gradients make it a system of equations:
#
# $$\nabla(a^\top w) = a, \qquad \nabla(w^\top M w) = (M + M^\top)\,w \qquad\Longrightarrow\qquad
# \underbrace{X^\top X}_{(n+1)\times(n+1)} w = \underbrace{X^\top y}_{n+1}.$$
#
# The solution is often written $w = (X^\top X)^{-1} X^\top y$. That holds only if the columns of `X` are independent;
# otherwise there is no inverse. Then many $w$ fit equally well, and we want the **shortest**, with the smallest
# $\lVert w\rVert$, bias included. `np.linalg` has functions that solve least squares without any inverse; their
# documentation says what they do in that case. (Forming $X^\top X$ also costs half of the digits.)
#
# By hand: through $(0, 1), (1, 3), (2, 5)$ goes $y = 2x + 1$, so $w = (2, 1)$. And if the column $x$ is there twice?
# Any two slopes with the sum 2 fit; the shortest pair is $(1, 1)$.


# %% solve_normal_equation role="solution" reference="reference_solution.linear.least_squares:normal_equation"
def normal_equation(X, y):
    """Weights and bias with the least sum of squared errors; the shortest, if there are many.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        Without the column of ones.
    y : ndarray of shape (N,)

    Returns
    -------
    w : ndarray of shape (n + 1,)
        The bias comes last.
    """
    ...


# %% grade_normal_equation role="tests" points=10
check.normal_equation(normal_equation)
### BEGIN HIDDEN TESTS
probe("p1.normal_equation", normal_equation)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** After the fit, each example has a residual $X w - y$. What is the mean of the residuals? And what would
# it be if somebody had forgotten the bias? (Which equation of the system belongs to the column of ones?)

# %% predict_residuals
my_prediction = ""  # the mean of the residuals

with check.try_it(my_prediction):
    rng = np.random.default_rng(1)
    X = rng.uniform(0, 5, size=(40, 2))
    y = X @ np.array([1.0, -2.0]) + 7 + rng.normal(size=40)
    w = normal_equation(X, y)
    print("w =", w)
    print("mean residual:", f"{np.mean(add_bias(X) @ w - y):.4f}")
    print("residuals against every column:", add_bias(X).T @ (add_bias(X) @ w - y))

# %% [markdown]
# The system of equations says that the residuals are orthogonal to every column. For the column of ones this means:
# they sum to 0.
#
# ## Task 3 · `mse_grad` (8 points)
#
# Networks have no such system of equations. They are trained by gradient descent, so we need the gradient, here of the
# **mean** of the squares, with no 1/2 in front:
#
# $$E(w) = \frac{1}{N}\sum_{i=1}^{N} (x_i^\top w - y_i)^2.$$
#
# A step of gradient descent is then $w_{t+1} = w_t - \eta\,\nabla E(w_t)$ with a learning rate $\eta$.
#
# Take the two rules of task 2, or differentiate one square and sum. By hand: $X = (1, 2)^\top$, $y = (0, 0)$, $w = 1$:
# $E(w) = (w^2 + 4w^2)/2$, so $E' = 5w = 5$.


# %% solve_mse_grad role="solution" reference="reference_solution.linear.least_squares:mse_grad"
def mse_grad(w, X, y):
    """Gradient of the mean squared error mean((X @ w - y)**2).

    Parameters
    ----------
    w : ndarray of shape (n,)
    X : ndarray of shape (N, n)
        As it is: whoever wants a bias has added the ones.
    y : ndarray of shape (N,)

    Returns
    -------
    dw : ndarray of shape (n,)
    """
    ...


# %% grade_mse_grad role="tests" points=8
check.mse_grad(mse_grad)
### BEGIN HIDDEN TESTS
probe("p1.mse_grad", mse_grad)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** 40 examples, a step of 0.05 against the gradient, again and again. How many steps until the weights agree
# with those of task 2 to three decimals: 10, 100, 1000? And which of the three is last to arrive? (The columns lie
# between 0 and 5: a little more of every weight looks much like a little more of the bias.)

# %% predict_descent
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    w = np.zeros(3)
    print(f"{'solved':>6}:", normal_equation(X, y))
    for step in range(1, 1001):
        w = w - 0.05 * mse_grad(w, add_bias(X), y)
        if step in (1, 10, 100, 1000):
            print(f"{step:6}:", w)

# %% [markdown]
# ## Task 4 · `ridge` (14 points)
#
# With many columns, least squares fits the noise as well; large weights that almost cancel are the sign of it. So
# weights are penalised:
#
# $$\sum_{i=1}^{N} (x_i^\top w + b - y_i)^2 + \lambda \sum_{j=1}^{n} w_j^2.$$
#
# The solution is often written $w^* = (\lambda I + X^\top X)^{-1} X^\top y$. That holds for a model without a bias. If
# `X` has a column of ones, this $I$ penalises the bias, too: then adding 5 to every target does not add 5 to every
# prediction. So here the last diagonal entry of $I$ is 0, unless `penalise_bias` is true. Both terms are **sums**; with
# the mean of the squares in place of the sum, $\lambda/N$ gives the same $w$.
#
# The penalty adds $2\lambda$ to the curvature along every weight. So for every $\lambda > 0$ there is a single best $w$,
# however the columns depend on each other.
#
# By hand: $x = (-1, 1)$, $y = (1, 5)$. For $\lambda = 0$ the line is $2x + 3$. The mean of $x$ is 0, so slope and bias
# do not mix: $X^\top X = \operatorname{diag}(2, 2)$, $X^\top y = (4, 6)$. For $\lambda = 2$: slope $4 / (2 + 2) = 1$,
# bias $6/2 = 3$, and if the bias is penalised, too, $6/4 = 1.5$.


# %% solve_ridge role="solution" reference="reference_solution.linear.ridge_regression:ridge"
def ridge(X, y, lam, penalise_bias=False):
    """Weights and bias with the least sum of squared errors + lam · sum of squared weights.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        Without the column of ones.
    y : ndarray of shape (N,)
    lam : float
        0 or more.
    penalise_bias : bool
        Whether the square of the bias is in the penalty as well.

    Returns
    -------
    w : ndarray of shape (n + 1,)
        The bias comes last.
    """
    ...


# %% grade_ridge role="tests" points=14
check.ridge(ridge)
### BEGIN HIDDEN TESTS
probe("p1.ridge", ridge)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** One column stands in `X` twice. The true weight is 3. Which two weights does ridge give, nearly:
# $(3, 0)$, $(1.5, 1.5)$, or does it depend? And what is left of weights and bias if $\lambda$ is a million?

# %% predict_twins
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    rng = np.random.default_rng(2)
    x = rng.normal(size=30)
    twins, y = np.column_stack([x, x]), 3 * x + 10 + rng.normal(scale=0.1, size=30)
    print("lam = 0.1:", ridge(twins, y, 0.1), "  lam = 10⁶:", ridge(twins, y, 1e6), "  mean of y:", y.mean())

# %% [markdown]
# Ridge shares the weight between equal columns, because $1.5^2 + 1.5^2 = 4.5$ is less than $3^2 = 9$.
#
# ## Task 5 · `soft_threshold` (6 points)
#
# Ridge makes weights small, but hardly ever exactly zero. With a penalty on $|w|$ some weights become *exactly* zero
# (the lasso). To see why, take one weight whose best value without a penalty is $v$:
#
# $$\tfrac{1}{2}(w - v)^2 + t\,|w| \;\text{ is smallest at} \qquad S(v, t) =
# \begin{cases} v - t & v > t\\ 0 & -t \le v \le t\\ v + t & v < -t\end{cases}$$
#
# To the right of 0 the penalty has the slope $t$, however small $w$ is. If $|v| \le t$, that is enough to keep $w$ at
# 0. By hand, $t = 1$: $(-3, 0.5, 2)$ becomes $(-2, 0, 1)$.


# %% solve_soft_threshold role="solution" reference="reference_solution.linear.lasso:soft_threshold"
def soft_threshold(v, t):
    """Every entry moved towards zero by t, and not beyond.

    Parameters
    ----------
    v : ndarray of any shape
    t : float
        0 or more.

    Returns
    -------
    ndarray of the shape of v
    """
    ...


# %% grade_soft_threshold role="tests" points=6
check.soft_threshold(soft_threshold)
### BEGIN HIDDEN TESTS
probe("p1.soft_threshold", soft_threshold)
### END HIDDEN TESTS

# %% [markdown]
# ## Task 6 · `lasso_ista` (14 points)
#
# $$F(w) = \lVert Xw - y\rVert^2 + \lambda \sum_j |w_j|$$
#
# There is no bias here (centre the columns and `y` first). In general there is no closed formula for the minimum. Only
# if the columns are orthonormal, each weight can be found by itself: $w = S(X^\top y, \lambda / 2)$. Otherwise take
# steps of two halves:
#
# $$w \leftarrow S\Big(\underbrace{w - \tfrac{1}{L}\,\nabla \lVert Xw - y\rVert^2}_{\text{downhill on the squares alone}},\;
# \underbrace{\tfrac{\lambda}{L}}_{\text{penalty × step size}}\Big), \qquad w = 0 \text{ at first.}$$
#
# $L$ is the largest curvature of the squares, the largest eigenvalue of $2 X^\top X$ (`np.linalg.norm(X, 2)` is the
# root of that of $X^\top X$). Steps of $1/L$ never overshoot: $F$ falls with every one.
#
# **What is right?** With the slope $g = \nabla\lVert Xw - y\rVert^2$, the conditions of the optimum are, for each $j$:
# $g_j = -\lambda \operatorname{sign}(w_j)$ where $w_j \ne 0$, and $|g_j| \le \lambda$ where $w_j = 0$. They are what is
# tested, whatever your steps are. They also say when all weights are 0: if $\lambda \ge 2 \max_j |X_j^\top y|$.
#
# By hand: $X$ the identity, $y = (-3, 0.5, 2)$, $\lambda = 2$: $L = 2$, the first step goes to $S(y, 1) = (-2, 0, 1)$,
# and all further ones stay there.


# %% solve_lasso_ista role="solution" reference="reference_solution.linear.lasso:lasso_ista"
def lasso_ista(X, y, lam, steps=1000):
    """Weights that minimise the sum of squared errors + lam · sum of absolute weights, from 0 downhill.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        There is no bias.
    y : ndarray of shape (N,)
    lam : float
        0 or more.
    steps : int
        How many steps to take.

    Returns
    -------
    w : ndarray of shape (n,)
    """
    ...


# %% grade_lasso_ista role="tests" points=14
check.lasso_ista(lasso_ista)
### BEGIN HIDDEN TESTS
probe("p1.lasso_ista", lasso_ista)
### END HIDDEN TESTS

# %% [markdown]
# **The path.** 40 examples with 8 columns, of which only three matter: the true weights are $3, -2, 1$ and five zeros.
# Each line below is one weight, over $\lambda$.
#
# **Predict.** As $\lambda$ grows: in which picture do lines *end* at zero, and in which do they only come near? Which
# of the three true weights is the last to go?

# %% path
my_prediction = ""  # write it here

from course.plots import new_figure, show

with check.try_it(my_prediction):
    rng = np.random.default_rng(4)
    X = rng.normal(size=(40, 8))
    y = X @ np.array([3.0, -2.0, 1.0, 0, 0, 0, 0, 0]) + rng.normal(size=40)
    X, y = X - X.mean(axis=0), y - y.mean()
    lams = np.geomspace(1, 300, 30)
    paths = {
        "ridge": np.array([ridge(X, y, lam)[:-1] for lam in lams]),
        "lasso": np.array([lasso_ista(X, y, lam, 60) for lam in lams]),
    }
    figure = new_figure("eight weights as the penalty grows", 3)
    for place, (name, weights) in zip((0.1, 0.59), paths.items(), strict=True):
        axes = figure.add_axes((place, 0.18, 0.39, 0.57))
        axes.semilogx(lams, weights[:, 3:], color="#999999", linewidth=1)
        axes.semilogx(lams, weights[:, :3], linewidth=2)
        axes.axhline(0, color="black", linewidth=0.5)
        axes.set(title=name, xlabel="λ")
        zeros = [int(np.sum(weights[i] == 0)) for i in (0, 15, 29)]
        print(f"{name}: weights exactly 0 at λ = {lams[0]:.0f}, {lams[15]:.0f}, {lams[29]:.0f}:", *zeros)
    show(figure)

# %% [markdown]
# The lasso selects columns; ridge keeps them all. But the lasso also shrinks the weights that it keeps.
#
# ## Task 7 · `perceptron_fit` (14 points)
#
# Now two classes, with labels $y = -1$ and $y = +1$. A score $s = x^\top w$ is on the right side if $y\,s > 0$. The
# perceptron's loss counts only mistakes:
#
# $$\ell(s, y) = \begin{cases} 0 & y\,s > 0\\ -y\,s & y\,s \le 0\end{cases}
# \qquad\Longrightarrow\; \text{at a mistake } \; w \leftarrow w + y\,x, \qquad\text{otherwise nothing.}$$
#
# Go through the examples one by one, always with the newest $w$; that is one *epoch*. Begin with $w = 0$. Stop after an
# epoch without a mistake, or give up after `max_epochs`.
#
# A score of **exactly 0 is a mistake** ($\le$ above): it lies on the line, on neither side.
#
# By hand, the gate *or*, its inputs with a column of ones: $(0,0,1)$ is negative; $(0,1,1)$, $(1,0,1)$ and $(1,1,1)$
# are positive. The first epoch:
#
# | example | score with w before | mistake? | w after |
# |---|---:|---|---|
# | 0, negative | 0 | yes, a tie | $(0, 0, -1)$ |
# | 1, positive | −1 | yes | $(0, 1, 0)$ |
# | 2, positive | 0 | yes, a tie | $(1, 1, 1)$ |
# | 3, positive | 3 | no | $(1, 1, 1)$ |
#
# Go on for one more epoch on paper (there is one mistake in it).


# %% solve_perceptron_fit role="solution" reference="reference_solution.linear.perceptron:perceptron_fit"
def perceptron_fit(X, y, max_epochs):
    """Add y x to the weights at every mistake, until an epoch goes by without one.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        As it is: whoever wants a bias has added the ones.
    y : ndarray of shape (N,)
        Labels -1 or +1.
    max_epochs : int
        When to give up.

    Returns
    -------
    w : ndarray of shape (n,)
        The sum of y[i] * X[i] over all i in mistakes.
    mistakes : ndarray of int
        The number of the example at each mistake, in the order of the mistakes, over all epochs.
    converged : bool
        Was there an epoch without a mistake?
    """
    ...


# %% grade_perceptron_fit role="tests" points=14
check.perceptron_fit(perceptron_fit)
### BEGIN HIDDEN TESTS
probe("p1.perceptron_fit", perceptron_fit)
### END HIDDEN TESTS

# %% [markdown]
# **Why it ends**, as Novikoff showed in 1962, if the data are linearly separable. Let some $u$ of length 1 separate the
# classes by a margin $\gamma$ (all $y\,x^\top u \ge \gamma$), and let no $x$ be longer than $R$. Each mistake adds at
# least $\gamma$ to $w^\top u$, and at most $R^2$ to $\lVert w\rVert^2$ (why? the score had the wrong sign). After $m$
# mistakes $m\gamma \le \lVert w\rVert \le \sqrt{m}\,R$, and so $m \le (R/\gamma)^2$, in whatever order the examples
# come.
#
# **Predict.** Two clouds, 100 examples; the gap between them shrinks from row to row. How does the number of mistakes
# grow? How far below the bound does it stay? And exclusive or: which $w$ does it end with after 10, 20, 30, 40 epochs?


# %% predict_mistakes
my_prediction = ""  # write it here


def two_clouds(gap, rng):
    """100 points at least gap away from the line x1 + x2 = 0, with their ones, and labels ±1."""
    y = np.where(np.arange(100) % 2 == 0, 1, -1)
    along, across = y * (gap + rng.exponential(size=100)), rng.normal(size=100)
    return add_bias(np.column_stack([along - across, along + across]) / np.sqrt(2)), y


with check.try_it(my_prediction):
    for gap in (1.0, 0.3, 0.1, 0.03):
        X, y = two_clouds(gap, np.random.default_rng(7))
        w, mistakes, converged = perceptron_fit(X, y, 1000)
        bound = (np.linalg.norm(X, axis=1).max() / gap) ** 2
        print(f"gap {gap:4}: {len(mistakes):4} mistakes, bound {bound:8.0f}, converged: {converged}")
    corners = add_bias(np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]))
    for epochs in (10, 20, 30, 40):
        w, mistakes, converged = perceptron_fit(corners, np.array([-1, 1, 1, -1]), epochs)
        print(f"exclusive or, {epochs} epochs: w = {w}, {len(mistakes)} mistakes, converged: {converged}")

# %% [markdown]
# The bound holds in the worst case; here there are far fewer mistakes. No line separates exclusive or, so $w$ never
# settles: after every epoch it is back at 0. (A *network* of such units can do it: that is the next
# assignment.)
#
# ## Task 8 · `logistic_loss_pm1` (10 points)
#
# The perceptron is content with any $y s > 0$, however small. Logistic regression asks for a probability,
# $P(y \mid x) = \sigma(y\,s)$ with $\sigma(z) = 1/(1 + e^{-z})$, and its loss is the negative logarithm:
#
# $$\ell(s, y) = -\log \sigma(y\,s) = \log\big(1 + e^{-y s}\big), \qquad
# \frac{\partial \ell}{\partial s} = -y\,\sigma(-y\,s).$$
#
# Some texts print two branches: $-ys + \log(1 + e^{ys})$ for $y = +1$ and $\log(1 + e^{-ys})$ for $y = -1$. Both are
# this one formula: pull $e^{ys}$ out of the bracket of the first. With labels 0 and 1, which others use, $y = 2t - 1$
# leads from one to the other. This neuron, with $\sigma$ as its activation, *is* logistic regression: a network without
# hidden layers.
#
# By hand: at $s = 0$ the loss is $\ln 2 = 0.693$ and the slope $-y/2$. At $s = \ln 3$: $\sigma = 3/4$, so for $y = 1$
# the loss is $\ln\frac{4}{3} = 0.288$ and the slope $-\frac14$; for $y = -1$, $\ln 4 = 1.386$ and $\frac34$.
#
# **Careful with exp.** $e^{800}$ overflows. Yet the loss of a score of 800 on the wrong side is 800, to all digits, and
# its slope is $\pm 1$. `np.logaddexp` may help with one of them; for the other, see to it that `exp` gets no large
# positive number.


# %% solve_logistic_loss_pm1 role="solution" reference="reference_solution.linear.logistic_loss:logistic_loss_pm1"
def logistic_loss_pm1(s, y):
    """Logistic loss of every score, and its slope.

    Parameters
    ----------
    s : ndarray of shape (N,)
        Scores.
    y : ndarray of shape (N,)
        Labels -1 or +1.

    Returns
    -------
    loss : ndarray of shape (N,)
        One for each example, in nats.
    ds : ndarray of shape (N,)
        The slope of each loss with respect to its own score.
    """
    ...


# %% grade_logistic_loss_pm1 role="tests" points=10
check.logistic_loss_pm1(logistic_loss_pm1)
### BEGIN HIDDEN TESTS
probe("p1.logistic_loss_pm1", logistic_loss_pm1)
### END HIDDEN TESTS

# %% [markdown]
# Every example has a score $s_i = x_i^\top w$, so $dw$ sums $ds_i\,x_i$: the chain rule, in its smallest form. Here is
# plain gradient descent on the mean loss, with an optional penalty $\frac{\lambda}{2} \lVert w\rVert^2$ (here the bias
# is penalised as well).
#
# **Predict.** Four numbers, the negative ones of class −1. What does
# $\lVert w\rVert$ do as the steps go on: does it settle, or grow for ever? And if the two labels in the middle are
# exchanged?


# %% predict_norms
my_prediction = ""  # write it here


def descend(X, y, lam, lr, steps):
    """Weights of logistic regression after some steps of gradient descent from 0."""
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        ds = logistic_loss_pm1(X @ w, y)[1]
        w = w - lr * (X.T @ ds / len(X) + lam * w)
    return w


with check.try_it(my_prediction):
    four = add_bias(np.array([[-2.0], [-1.0], [1.0], [2.0]]))
    for name, y, lam in [
        ("separable", [-1, -1, 1, 1], 0.0),
        ("separable, with a penalty", [-1, -1, 1, 1], 0.1),
        ("two labels exchanged", [-1, 1, -1, 1], 0.0),
    ]:
        norms = [np.linalg.norm(descend(four, np.array(y), lam, 1.0, steps)) for steps in (10, 100, 1000)]
        print(f"{name:24} |w| after 10, 100, 1000 steps:", *(f"{norm:6.3f}" for norm in norms))

# %% [markdown]
# If the data are separable and there is no penalty, doubling a $w$ that separates them lowers the loss. So no finite
# $w$ is best, and $\lVert w\rVert$ grows for ever, like the logarithm of the number of steps.
#
# <a id="lines"></a>
# ## Two lines
#
# The same points, and a line from each of your two classifiers. The perceptron stops at the *first* line that makes no
# mistake; with the logistic loss the line goes on moving away from the nearest points.
#
# **Predict.** Which of the two comes nearer to the points?

# %% lines
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    X, y = two_clouds(0.35, np.random.default_rng(3))
    weights = {
        "perceptron": perceptron_fit(X, y, 1000)[0],
        "logistic regression": descend(X, y, 0.0, 1.0, 1000),
    }
    figure = new_figure("two lines that make no mistake", 4.2)
    axes = figure.add_axes((0.16, 0.12, 0.81, 0.79))
    for label, colour, marker in [(-1, "#b35806", "o"), (1, "#542788", "^")]:
        axes.scatter(*X[y == label, :2].T, s=20, c=colour, marker=marker, label=f"y = {label:+d}")
    ends = np.array([-4.0, 4.0])
    for (name, w), style in zip(weights.items(), ("--", "-"), strict=True):
        axes.plot(ends, -(w[0] * ends + w[2]) / w[1], "k" + style, label=name)
        scores = y * (X @ w)
        nearest = scores.min() / np.linalg.norm(w[:2])
        print(f"{name:20} mistakes: {np.sum(scores <= 0)}, distance of the nearest point: {nearest:.3f}")
    axes.set(xlim=(-4, 4), ylim=(-4, 9), xlabel="first input", ylabel="second input")
    axes.legend(loc="upper left")
    show(figure)

# %% [markdown]
# Try other seeds, other gaps, other numbers of steps; predict first.
#
# ## What to take along
#
# * The bias is a weight on a column of ones; a penalty leaves it out.
# * Least squares and ridge are systems of linear equations; the lasso needs iterations, and its zeros are exact.
# * A gradient has the shape of what it belongs to: $dw = X^\top ds$, summed over the examples.
# * The perceptron learns from mistakes, ties included, and ends if the classes can be separated. The slope of
#   the logistic loss is never 0; computed carelessly, `exp` of a large number overflows.
