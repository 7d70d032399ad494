# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 1 From linear models to a neuron
#
# **What you will be able to do**
#
# - solve least squares for a line, a plane or a polynomial in one step, and know when that step breaks down;
# - say what a penalty on the weights does, and why one penalty makes weights zero and the other does not;
# - see overfitting in a picture, and reduce it without taking weights away;
# - read one neuron as a linear model with an activation, and recognise logistic regression in it;
# - choose task, model, loss and optimiser as four decisions, and know which losses a gradient can work with.
#
# **How to use this page.** Each demo begins with a question. Answer it first, then move the controls: with the mouse,
# or with Tab and the arrow keys.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

from lectures.figures import draw_neuron, panels
from lectures.widgetkit import style
from lectures.widgets.w01_ridge_and_lasso import WIDGET as W01
from lectures.widgets.w02_polynomials import WIDGET as W02
from lectures.widgets.w03_margin_losses import WIDGET as W03
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.linear.label_conventions import convert_labels
from reference_solution.linear.lasso import lasso_ista, soft_threshold
from reference_solution.linear.least_squares import add_bias, mse_grad, normal_equation
from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.linear.neuron import neuron
from reference_solution.linear.polynomial_features import polynomial_features
from reference_solution.linear.ridge_regression import ridge
from reference_solution.losses.regression_and_classification import bce_with_logits
from reference_solution.training.gradient_descent import gradient_descent

plt.rcParams.update(style.STYLE)
np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## The way ahead (3 min)
#
# <!-- syllabus: S1-01 -->
# The thirteen lectures have four parts: **one neuron** (this lecture and the next), **layers of neurons** (3 to 7),
# **gradients** (8 to 11), and **training and its results** (12 and 13). Three ideas come again in all of them:
# the weighted sum, the nonlinearity, and the chain rule. Today's subject is the weighted sum.

# %% [markdown]
# ## A line that need not go through zero (5 min)
#
# <!-- syllabus: S1-02 S2-02 -->
# A linear model predicts $\hat y = x \cdot w + b$. In this course one example is one **row** of `X`, of shape
# `(N, n)`, so that all predictions are $Xw + b$. The offset $b$ (also written $w_0$) can be found in two ways, and both
# give the same line, here $w = (1.39, -0.44)$ and $b = 3.19$:
#
# $$\text{a column of ones:}\quad \begin{bmatrix} X & \mathbf 1 \end{bmatrix}\begin{bmatrix} w \\ b \end{bmatrix} =
# Xw + b$$
#
# $$\text{centring:}\quad y - \bar y \approx (X - \bar x)\, w,\;\; b = \bar y - \bar x \cdot w$$

# %% line
rng = np.random.default_rng(1)
X = rng.normal(loc=[1.0, -2.0], size=(20, 2))
y = X @ [1.5, -0.5] + 3 + 0.3 * rng.normal(size=20)

with_ones = normal_equation(X, y)
w = np.linalg.lstsq(X - X.mean(axis=0), y - y.mean())[0]
assert np.allclose(with_ones, [*w, y.mean() - X.mean(axis=0) @ w])
assert np.allclose(with_ones, [1.39, -0.44, 3.19], atol=0.005)

# %% [markdown]
# **In this course the bias always stands last.** It is the weight of the constant 1, so it moves the whole line up or
# down.

# %% [markdown]
# ## The best line in one step (8 min)
#
# <!-- syllabus: S1-03 E06 -->
# Write $X$ for the matrix with its column of ones and $w$ for weights and bias together. Multiply out the sum of
# squared errors:
#
# $$\begin{aligned}
# & (Xw-y)^\top(Xw-y) \\
# &= w^\top X^\top X w - w^\top X^\top y - y^\top X w + y^\top y \\
# &= w^\top X^\top X w - 2\,w^\top X^\top y + y^\top y
# \end{aligned}$$
#
# All three expressions are numbers, so $w^\top X^\top y$ and $y^\top X w$ are the same. The cell checks the equation
# for a $w$ that is not the best one:

# %% expansion
A, w = add_bias(X), np.array([1.0, 1.0, 1.0])
squares = (A @ w - y) @ (A @ w - y)
assert np.isclose(squares, w @ A.T @ A @ w - w @ A.T @ y - y @ A @ w + y @ y)
assert np.isclose(squares, w @ A.T @ A @ w - 2 * w @ A.T @ y + y @ y)

# %% [markdown]
# At the lowest point the derivative with respect to every weight is zero. That gives the **normal equations**
#
# $$2X^\top X w - 2X^\top y = 0 \qquad\Longleftrightarrow\qquad X^\top X\, w = X^\top y.$$
#
# *By hand:* for the points $(0, 0)$, $(1, 1)$, $(2, 3)$ the columns $(0, 1, 2)$ and $(1, 1, 1)$ give two equations,
# $5w + 3b = 7$ and $3w + 3b = 4$. Their difference is $2w = 3$, so $w = \frac32$ and $b = -\frac16$. The errors are
# $-\frac16$, $\frac13$, $-\frac16$.
#
# In words: the errors $Xw - y$ are orthogonal to every column of $X$. One column is the ones, so the errors sum to
# zero. The picture has only two examples and one weight, without a bias, so that it fits in the plane: $Xw$ is a
# multiple of the column, and it is nearest to $y$ where the error is at a right angle to the column.

# %% right_angle
w = normal_equation(X, y)
assert np.allclose(A.T @ (A @ w - y), 0)
three, heights = np.array([[0.0, 1], [1, 1], [2, 1]]), np.array([0.0, 1, 3])
assert np.array_equal(np.column_stack([three.T @ three, three.T @ heights]), [[5, 3, 7], [3, 3, 4]])
assert np.allclose(three @ [3 / 2, -1 / 6] - heights, [-1 / 6, 1 / 3, -1 / 6])

column, target = np.array([3.0, 1.0]), np.array([1.5, 2.5])
foot = column * (column @ target) / (column @ column)
axes = panels(height=2.8)
axes.axline((0, 0), column, color=style.PALE, linewidth=2)
axes.plot([target[0], foot[0]], [target[1], foot[1]], "--", color=style.VERMILION)
for tip, name, colour in ((target, "y", style.BLACK), (foot, "Xw", style.BLUE)):
    axes.annotate("", tip, (0, 0), arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2})
    axes.text(*(tip + 0.1), name, color=colour)
axes.text(2.1, 1.8, "Xw − y", color=style.VERMILION)
axes.set(xlim=(-0.3, 4), ylim=(-0.3, 2.9), aspect="equal", xlabel="first example", ylabel="second example")
plt.show()

# %% [markdown]
# On paper the solution is $w = (X^\top X)^{-1} X^\top y$. Two things are easily forgotten: $X$ contains the column of
# ones, and the inverse exists only if no column is a combination of the others.
#
# What if one is? Then many $w$ fit equally well. `solve` on the normal equations stops with an error or, worse, returns
# rounding noise; `lstsq` and the pseudo-inverse `pinv` return the shortest solution. **Never compute the inverse.**

# %% singular
doubled = np.column_stack([X[:, 0], X[:, 0]])  # one column, twice
shortest = normal_equation(doubled, y)
other = shortest + np.array([5.0, -5.0, 0.0])
print("rank", np.linalg.matrix_rank(add_bias(doubled)), "of", add_bias(doubled).shape[1])
print("w                    squares  length")
for w in (shortest, other):
    squares = np.sum((add_bias(doubled) @ w - y) ** 2)
    print(*(f"{entry:5.2f}" for entry in w), f"   {squares:6.2f}  {np.linalg.norm(w):6.2f}")
assert np.allclose(np.linalg.pinv(add_bias(doubled)) @ y, shortest)

# %% [markdown]
# ## Derivatives by whole vectors (5 min)
#
# <!-- syllabus: S1-04 -->
# The step to the normal equations used the first two of these rules; layers will need the third. A gradient always has
# the shape of the variable:
#
# $$\frac{\partial}{\partial w}\, a^\top w = a \qquad\quad \frac{\partial}{\partial w}\, w^\top M w = (M + M^\top)\, w
# \qquad\quad \frac{\partial}{\partial W}\, \mathrm{tr}(B W) = B^\top$$
#
# Never trust a gradient: check it. Move one entry a little up and a little down, and divide the difference of the two
# values by the distance. This is called a **central difference**.


# %% central_differences
def differences(f, w, h=1e-5):
    """The gradient of f at w by central differences."""
    slope = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        step = np.zeros_like(w)
        step[i] = h
        slope[i] = (f(w + step) - f(w - step)) / (2 * h)
    return slope


a, M, w = rng.normal(size=3), rng.normal(size=(3, 3)), rng.normal(size=3)
B, W = rng.normal(size=(2, 3)), rng.normal(size=(3, 2))
for formula, measured in (
    (a, differences(lambda w: a @ w, w)),
    ((M + M.T) @ w, differences(lambda w: w @ M @ w, w)),
    (B.T, differences(lambda W: np.trace(B @ W), W)),
):
    assert np.allclose(formula, measured)

# %% [markdown]
# All three agree. Lecture 11 checks whole networks with the same function.

# %% [markdown]
# ## A penalty on the weights (11 min)
#
# <!-- syllabus: S1-05 S1-06 -->
# Weights that may take any size can also fit noise. A **penalty** on large weights prevents that; this is a form of
# **regularisation**. Two penalties are common: ridge (also called L2) and lasso (L1). The bias has no penalty: if it
# had, adding a constant to all targets would no longer add the same constant to all predictions.
#
# $$\text{ridge:}\;\; \sum_i (x_i\cdot w + b - y_i)^2 + \lambda \sum_j w_j^2 \qquad\qquad
# \text{lasso:}\;\; \sum_i (x_i\cdot w + b - y_i)^2 + \lambda \sum_j |w_j|$$
#
# In the demo, the plus marks the weights of least squares without a penalty. Each penalty keeps the weights in a ball
# around zero: a round one for ridge, one with corners for lasso. On the ellipse all weights fit equally well; it
# touches the ball at the solution.

# %% W01
W01.show()

# %% [markdown]
# Why a ball, if the formula has a sum? Because for every $\lambda$ there is a radius $r$ with the same solution: "least
# squares among all $w$ with $\sum_j w_j^2 \le r^2$", or $\sum_j |w_j| \le r$ for lasso. At the solution the ellipse of
# equal squares touches the ball: the two gradients are parallel, and $\lambda$ is the factor between them (a Lagrange
# multiplier). A round ball can be touched anywhere; one with corners is often touched at a corner, and there a weight
# is zero.
#
# **Ridge** has a formula, too: $w = (X^\top X + \lambda I)^{-1}X^\top y$, with a 0 in the last entry of $I$, which
# belongs to the bias. At the solution the gradient of the squares and that of the penalty cancel in every entry, as the
# two printed lines show. (With the *mean* of the squares, $\lambda / N$ gives the same weights; always ask which one is
# meant.)

# %% ridge
lam = 5.0
w = ridge(X, y, lam)
pays = np.array([1, 1, 0])
assert np.allclose(w, np.linalg.solve(A.T @ A + lam * np.diag(pays), A.T @ y))
print("squares:", 2 * A.T @ (A @ w - y))
print("penalty:", 2 * lam * w * pays)

# %% [markdown]
# <!-- syllabus: S1-06 E27 -->
# **Lasso** has no formula in general, because its penalty has a kink at zero. But its solution can be recognised: where
# a weight is not zero, the gradient of the squares has exactly the size $\lambda$, and where it is zero, at most
# $\lambda$. Without a bias (subtract the means of $X$ and $y$ first):
#
# $$2\,X_j^\top (y - Xw) = \lambda\, \mathrm{sign}(w_j) \;\text{ if } w_j \ne 0, \qquad |2\,X_j^\top (y - Xw)| \le
# \lambda \;\text{ if } w_j = 0.$$
#
# So all weights are zero once $\lambda \ge 2\max_j |X_j^\top y|$ (dotted in the figure). Only if the columns are
# orthonormal is there a formula: take $X^\top y$ and move every entry towards zero by $\lambda/2$, but not past it.
#
# The figure shows four weights against $\lambda$. Ridge shrinks them all, but none becomes exactly zero and stays
# there. Lasso sets one after the other to zero: it selects features.

# %% lasso
Xc = rng.normal(size=(40, 4))
yc = Xc @ [2.0, -1.0, 0.3, 0.0] + rng.normal(size=40)
Xc, yc = Xc - Xc.mean(axis=0), yc - yc.mean()
strengths = np.geomspace(1, 300, 60)
for axes, fit in zip(panels(2, sharey=True), (lambda X, y, lam: ridge(X, y, lam)[:4], lasso_ista), strict=True):
    axes.plot(strengths, [fit(Xc, yc, lam) for lam in strengths])
    axes.set(xscale="log", xlabel="penalty λ", title="lasso" if fit is lasso_ista else "ridge")
    if fit is not lasso_ista:
        axes.set_ylabel("weights")
    axes.axhline(0, color=style.BLACK, linewidth=1)
axes.axvline(2 * np.max(np.abs(Xc.T @ yc)), color=style.GREY, linestyle=":")
plt.show()

lam = 20.0  # the condition above, at one of them
w, pull = lasso_ista(Xc, yc, lam), 2 * Xc.T @ (yc - Xc @ lasso_ista(Xc, yc, lam))
assert np.allclose(pull[w != 0], lam * np.sign(w[w != 0]), atol=1e-3)
assert np.all(np.abs(pull[w == 0]) <= lam)
Q = np.linalg.qr(Xc)[0]  # orthonormal columns: there is a formula
assert np.allclose(lasso_ista(Q, yc, lam=1.0), soft_threshold(Q.T @ yc, 0.5))

# %% [markdown]
# <!-- syllabus: S1-07 -->
# Three properties of the squared penalty:
#
# 1. *It shares weights.* If a column occurs twice, each copy gets half of the weight. Below, one column gets 1.91, and
#    two equal ones 0.98 each. (The sum is a little larger, since the penalty of two small weights is less than that of
#    a large one.) For the lasso every division into two weights of the same sign has the same penalty.
# 2. *It adds curvature.* Every curvature of the objective (eigenvalue of its matrix of second derivatives) rises by
#    $2\lambda$, below from 0 and 75.5 to 2 and 77.5. So no direction is flat any more, and the solution is unique.
# 3. *It makes the model smoother.* The next section shows that in a picture.

# %% sharing
one = rng.normal(size=(30, 1))
target = 2 * one[:, 0] + 0.1 * rng.normal(size=30)
twice = np.column_stack([one, one])
assert np.allclose(ridge(one, target, 1.0)[0], 1.91, atol=0.005)
assert np.allclose(ridge(twice, target, 1.0)[:2], 0.98, atol=0.005)

total = lasso_ista(one, target, 1.0)[0]
costs = [
    np.sum((twice @ split - target) ** 2) + np.sum(np.abs(split)) for split in ([total, 0.0], [total / 2, total / 2])
]
assert np.isclose(*costs)  # the lasso does not care
for lam, curvatures in ((0.0, (0, 75.5)), (1.0, (2, 77.5))):
    assert np.allclose(np.linalg.eigvalsh(2 * twice.T @ twice + 2 * lam * np.eye(2)), curvatures, atol=0.05)

# %% [markdown]
# ## Many weights, few points (9 min)
#
# <!-- syllabus: S0-28 S1-08 -->
# Let the features be powers: $x, x^2, \dots, x^M$. The model is still linear in its weights, but its graph is a curve.
# If $M \ge N - 1$, some polynomial goes through all $N$ points; if $M \ge N$, infinitely many do. The dashed curve is
# the truth. What does the fit look like?

# %% W02
W02.show()

# %% [markdown]
# A fit that is good at its own points (small *training error*) and bad at new ones (large *test error*) is called
# **overfitting**. Here is why it happens: two polynomials of degree 15 through the same 12 points. They agree at all 12
# points and differ widely near the ends; nothing in the data says which one to take.

# %% many_fits
x = np.linspace(-0.95, 0.95, 12)
P = add_bias(polynomial_features(x, 15))
through = np.linalg.lstsq(P, np.sin(3.5 * x))[0]
nothing = np.linalg.svd(P)[2][-1]  # a polynomial that is zero at all 12 points
shown = np.linspace(-0.97, 0.97, 400)
axes = panels()
for w, colour in ((through, style.BLUE), (through + 1000 * nothing, style.VERMILION)):
    assert np.max(np.abs(P @ w - np.sin(3.5 * x))) < 1e-10  # right at every point
    axes.plot(shown, add_bias(polynomial_features(shown, 15)) @ w, color=colour)
assert np.abs(add_bias(polynomial_features(shown, 15)) @ (1000 * nothing))[shown < -0.86].max() > 2
axes.plot(x, P @ through, "o", color=style.BLACK)
axes.set(xlabel="input x", ylabel="output y", ylim=(-3, 3), title="degree 15, twice, and the same 12 points")
plt.show()

# %% [markdown]
# There is a second problem: high powers are almost linearly dependent. The **condition number** $\kappa$ of the columns
# measures this. Relative errors in $y$ can be magnified in $w$ by up to $\kappa / \cos\theta$, where $\theta$ is the
# angle between $y$ and its best fit. A penalty on the weights helps against both problems:

# %% condition
noisy = np.sin(3.5 * x) + 0.2 * rng.normal(size=12)
degrees = np.arange(1, 12)
powers = [add_bias(polynomial_features(x, degree)) for degree in degrees]
lam = 1e-2
paid = [np.vstack([P, np.sqrt(lam) * np.eye(d, d + 1)]) for P, d in zip(powers, degrees, strict=True)]  # b is free

grows, fits = panels(2)
for columns, colour in ((powers, style.VERMILION), (paid, style.BLUE)):
    grows.plot(degrees, [np.linalg.cond(matrix) for matrix in columns], "o-", color=colour)
grows.set(yscale="log", xlabel="degree", title="condition number")
grows.text(6.4, 2e4, "λ = 0", color=style.VERMILION)
grows.text(7.2, 8, "λ = 0.01", color=style.BLUE)
for lam, colour in ((1e-9, style.VERMILION), (1e-2, style.BLUE)):
    curve = add_bias(polynomial_features(shown, 11)) @ ridge(polynomial_features(x, 11), noisy, lam)
    fits.plot(shown, curve, color=colour)
fits.plot(x, noisy, "o", color=style.BLACK)
fits.set(ylim=(-2.5, 2.5), xlabel="input x", title="degree 11")
plt.show()

# %% [markdown]
# How large should $\lambda$ be? The training error cannot tell, because it is always smallest for $\lambda = 0$. So set
# some points aside, fit the others with several values of $\lambda$, and take the value with the smallest error on the
# points that were set aside. With so few points, one split depends much on chance. **Cross-validation** uses them all:
# cut the data into five parts, fit on four and measure on the fifth, in turn for each part, and take the mean of the
# five errors. The third program below chooses the degree in this way.

# %% [markdown]
# ## A neuron (8 min)
#
# <!-- syllabus: S0-03 S4-05 S2-03 E13 -->
# A **neuron** is a weighted sum followed by a function:
#
# $$z = x\cdot w + b, \qquad a = f(z).$$

# %% drawn_neuron
draw_neuron()

# %% [markdown]
# | in this course | means | also called |
# |---|---|---|
# | $x$ | inputs, features | |
# | $w$, $b$ | weights, bias | parameters $\theta$; $w_0$ for $b$ |
# | $z$ | **pre-activation** | score, logit (before a sigmoid), $s$ |
# | $f$ | activation function | $g$, $\phi$, $\sigma$ |
# | $a$ | **activation** | output, $h$, $y$ |
#
# To remember: $z$ comes before the activation function, $a$ after it.
#
# <!-- syllabus: S2-01 S4-07 -->
# The activation of the *output* follows from the task: the identity for a number (that is linear regression), the
# sigmoid $\sigma(z) = 1/(1+e^{-z})$ for yes or no, softmax for one of many (Lecture 5). A neuron with a sigmoid *is*
# logistic regression, and a network without hidden layers:

# %% neuron
labels = (X @ [1.0, 1.0] + rng.normal(size=20) > -1).astype(float)  # 0 or 1
w, b = np.array([1.0, 1.0]), 1.0
z = X @ w + b
assert np.allclose(neuron(X, w, b, sigmoid), 1 / (1 + np.exp(-z)))  # logistic regression
assert np.allclose(neuron(X, w, b, lambda z: z), z)  # linear regression

line = np.linspace(-5, 5, 200)
axes = panels()
axes.plot(line, sigmoid(line), color=style.BLACK)
for t, colour in ((0, style.BLUE), (1, style.VERMILION)):
    axes.plot(z[labels == t], sigmoid(z[labels == t]), "o", color=colour, label=f"label {t}")
axes.set(xlabel="pre-activation z", ylabel="activation σ(z)", title="one neuron, twenty examples")
axes.legend(loc="lower right")
plt.show()

# %% [markdown]
# Labels can be written as $t = 0$ or 1, or as $y = 2t - 1 = \pm 1$. The first goes with the **cross-entropy**, the
# second with the **logistic loss**. Both are the same number with the same slope, so they lead to the same weights:
#
# $$\begin{aligned}
# & {-t}\,\log\, \sigma(z) - (1-t)\,\log (1 - \sigma(z)) \\
# &= \log (1 + e^{-yz})
# \end{aligned}$$
#
# $$\sigma(z) - t = -y\,\sigma(-yz)$$

# %% same_neuron
signs = convert_labels(labels.astype(int), "classes", "pm1")
loss, ds = logistic_loss_pm1(z, signs)
assert np.isclose(bce_with_logits(z, labels)[0], loss.mean())
assert np.allclose(A.T @ bce_with_logits(z, labels)[1], A.T @ ds / len(z))

# %% [markdown]
# ## Four decisions (8 min)
#
# <!-- syllabus: S0-05 -->
# Every model in this course is the result of four decisions. Each can be changed while the others stay:
#
# | task | model | loss | optimiser |
# |---|---|---|---|
# | a number | linear, later a network | squared | a formula, or gradient descent |
# | yes or no | the same, and a sigmoid | cross-entropy, hinge; *not* 0-1 | gradient descent |
#
# For two classes let the label be $y = \pm 1$ and the score $s = x \cdot w + b$. The **margin** $m = y s$ is positive
# if the answer is right. What counts in the end is the number of mistakes, the 0-1 loss. Look at its slope.
#
# | loss | of one example |
# |---|---|
# | 0-1 | 1 if $m \le 0$, else 0 |
# | perceptron | $\max(0, -m)$ |
# | hinge | $\max(0, 1 - m)$ |
# | logistic | $\log(1 + e^{-m})$ |
# | squared | $\frac12 (1 - m)^2$ |

# %% W03
W03.show()

# %% [markdown]
# The 0-1 loss has the slope 0 wherever it has one, so a gradient gives no direction. The others replace it and have a
# slope where the answer is wrong: at the margin $-1.5$ it is $-1$ for perceptron and hinge, $-0.82$ for logistic,
# $-2.5$ for squared. The hinge loss, and the logistic loss measured in bits, are never below the 0-1 loss: if they are
# small, there are few mistakes.

# %% five_losses
losses = {
    "0-1": lambda m: np.where(m <= 0, 1.0, 0.0),
    "perceptron": lambda m: np.maximum(0, -m),
    "hinge": lambda m: np.maximum(0, 1 - m),
    "logistic": lambda m: np.logaddexp(0, -m),
    "squared": lambda m: (1 - m) ** 2 / 2,
}
m = np.linspace(-4, 4, 1000)
for bound in (losses["hinge"](m), losses["logistic"](m) / np.log(2)):
    assert np.all(bound >= losses["0-1"](m))
slopes = {name: (loss(-1.5 + 1e-6) - loss(-1.5 - 1e-6)) / 2e-6 for name, loss in losses.items()}
assert np.allclose(list(slopes.values()), [0, -1, -1, -0.82, -2.5], atol=0.005)

# %% [markdown]
# And the optimiser? For least squares there is a formula. **Gradient descent** starts anywhere and takes small steps
# against the gradient (Lecture 8). It arrives at the same weights:

# %% downhill
wanted = normal_equation(X, y)
path = np.array(gradient_descent(lambda w: mse_grad(w, A, y), np.zeros(3), lr=0.1, steps=5000))
assert np.allclose(path[-1], wanted, atol=1e-12)
axes = panels(height=2.6)
for i, name in enumerate(("$w_1$", "$w_2$", "b")):
    axes.plot(path[:201, i], color=style.COLOURS[i])
    axes.plot([0, 200], [wanted[i]] * 2, ":", color=style.COLOURS[i], linewidth=1.5)
    axes.text(205, wanted[i], name, va="center", color=style.COLOURS[i])
axes.set(xlabel="step of gradient descent", ylabel="weights", title="the formula (dotted), and the way there")
plt.show()

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** You put every example into the data set twice. What happens to the ridge weights, if $\lambda$ stays?
#
# <details><summary>Answer</summary>
# The sum of squares doubles and the penalty does not, as if $\lambda$ had been halved. So the weights come nearer to
# those without a penalty. With the mean of the squares nothing would change.
# </details>
#
# **2.** A colleague's least squares returns weights as large as $10^{12}$, and fits well. What do you look at first?
#
# <details><summary>Answer</summary>
# At the columns: one is nearly a combination of others, and large weights of opposite sign cancel each other. Compute
# the condition number. Drop a column, use <code>lstsq</code>, or put a small penalty on the weights.
# </details>
#
# **3.** A classifier is judged by the share of its mistakes. Why is it not trained to minimise just that?
#
# <details><summary>Answer</summary>
# The share does not change when the weights move a little, so its gradient is zero almost everywhere. One minimises a
# loss with a slope instead (hinge, logistic), and counts mistakes afterwards.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Fit $y = w x + b$ to the points $(0, 1)$, $(1, 3)$, $(2, 4)$ with `np.linalg.lstsq`, and check that the errors
# are orthogonal to both columns.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# A = np.column_stack([[0.0, 1.0, 2.0], np.ones(3)])
# y = np.array([1.0, 3.0, 4.0])
# w = np.linalg.lstsq(A, y)[0]
# assert np.allclose(A.T @ (A @ w - y), 0)
# assert np.allclose(w, [1.5, 7 / 6])
# ```
#
# </details>
#
# **2.** Ridge by rows: append $\sqrt\lambda\,I$ to $X$ and zeros to $y$, and show that least squares then gives ridge's
# weights.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# X, y, lam = rng.normal(size=(20, 3)), rng.normal(size=20), 2.0
# rows = np.vstack([X, np.sqrt(lam) * np.eye(3)])
# by_rows = np.linalg.lstsq(rows, np.append(y, np.zeros(3)))[0]
# assert np.allclose(by_rows, np.linalg.solve(X.T @ X + lam * np.eye(3), X.T @ y))
# ```
#
# </details>
#
# **3.** Choose the degree of a polynomial for 30 noisy points of a sine by cross-validation with five parts.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# x = rng.uniform(-1, 1, 30)
# y = np.sin(3 * x) + 0.2 * rng.normal(size=30)
# part = np.arange(30) % 5
# errors = np.zeros(13)
# for degree in range(13):
#     for k in range(5):
#         fit = np.polyfit(x[part != k], y[part != k], degree)
#         errors[degree] += np.mean((np.polyval(fit, x[part == k]) - y[part == k]) ** 2) / 5
# best = int(np.argmin(errors))
# assert 2 < best < 10
# assert errors[12] > errors[best]
# ```
#
# </details>
#
# ## In short
#
# - Least squares: $w = (X^\top X)^{-1}X^\top y$ on paper, `lstsq` in a program; at the solution the errors are
#   orthogonal to every column.
# - Ridge adds $\lambda\sum_j w_j^2$ and shrinks weights; lasso adds $\lambda\sum_j |w_j|$ and sets some to zero; the
#   bias has no penalty.
# - Small training error and large test error is overfitting; it is judged on points that the fit has not seen.
# - A neuron is $a = f(x\cdot w + b)$; with a sigmoid and the cross-entropy it is logistic regression.
# - Gradient descent needs a loss whose slope is not zero where the answer is wrong; the 0-1 loss has none.
#
# ## History and reading
#
# Legendre (1805) and Gauss (1809) published least squares for the orbits of comets and planets. Hoerl and Kennard named
# ridge regression in 1970, Tibshirani the lasso in 1996.
#
# - T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning*, chapters 3 and 7
# - C. Bishop, *Pattern Recognition and Machine Learning*, chapters 1 and 3
# - S. Boyd, L. Vandenberghe, *Introduction to Applied Linear Algebra*, chapters 12 to 15
# - R. Tibshirani, *Regression shrinkage and selection via the lasso*, 1996
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, chapter 5
#
# ## Where it leads
#
# To the assignment `p1_linear_models`: you write `normal_equation`, `ridge`, `lasso_ista` and the logistic loss
# yourself. Next, Lecture 2 takes a neuron whose activation is a threshold, and asks what it can decide.
