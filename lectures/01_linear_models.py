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
# - see overfitting in a picture, and cure it without taking weights away;
# - read one neuron as a linear model with an activation, and recognise logistic regression in it;
# - choose task, model, loss and optimiser as four decisions, and know which losses a gradient can work with.
#
# **How to use this page.** With each picture comes a question. Answer it first, then move the controls: by mouse, or
# with Tab and the arrow keys.

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
# Thirteen lectures go one way: **one neuron** (this lecture and the next), **layers of them** (3 to 7), **gradients**
# (8 to 11), **training and what comes of it** (12 and 13). Everything in them is a sum of products, a nonlinearity, or
# the chain rule. Today's subject is the sum of products.

# %% [markdown]
# ## A line that need not go through zero (5 min)
#
# <!-- syllabus: S1-02 S2-02 -->
# A linear model predicts $\hat y = x \cdot w + b$. In this course one example is one **row** of `X`, of shape
# `(N, n)`, so that all predictions are $Xw + b$. The offset $b$ (also written $w_0$) can be treated in two
# ways, and both give the same line:
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
print("a column of ones:", with_ones)
print("centring:        ", np.array([*w, y.mean() - X.mean(axis=0) @ w]))

# %% [markdown]
# **The bias stands last, in this course always.** It is the factor of 1, so it moves the line as a whole.

# %% [markdown]
# ## The best line at once (8 min)
#
# <!-- syllabus: S1-03 E06 -->
# Write $X$ for the matrix with its column of ones and $w$ for weights and bias together. The sum of squared errors
# opens like a bracket in school:
#
# $$(Xw-y)^\top(Xw-y) \;=\; w^\top X^\top X w - w^\top X^\top y - y^\top X w + y^\top y \;=\; w^\top X^\top X w -
# 2\,w^\top X^\top y + y^\top y$$
#
# Each of the three expressions is a number. They are equal for every $w$, the best one or not:

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
# In words: the errors $Xw - y$ stand at a right angle to every column. The column of ones is among them, so the errors
# sum to zero.

# %% right_angle
w = normal_equation(X, y)
print("columns times errors:", (A.T @ (A @ w - y)).round(9) + 0.0)

# %% [markdown]
# Two things are easily forgotten here: $X$ holds the column of ones, and the inverse exists only if no column is a
# combination of the others.
#
# What if one is? Then many $w$ fit equally well. `solve` on the normal equations stops with an error, or worse, answers
# with rounding noise; `lstsq` and the pseudo-inverse `pinv` return the shortest of them all. **Never compute the
# inverse.**

# %% singular
doubled = np.column_stack([X[:, 0], X[:, 0]])  # one column, twice
shortest = normal_equation(doubled, y)
other = shortest + np.array([5.0, -5.0, 0.0])
print("rank", np.linalg.matrix_rank(add_bias(doubled)), "of", add_bias(doubled).shape[1])
for name, w in (("lstsq", shortest), ("pinv", np.linalg.pinv(add_bias(doubled)) @ y), ("another", other)):
    squares = np.sum((add_bias(doubled) @ w - y) ** 2)
    print(f"{name:7} {w}  squares: {squares:.4f}  length: {np.linalg.norm(w):.4f}")

# %% [markdown]
# ## Derivatives by whole vectors (5 min)
#
# <!-- syllabus: S1-04 -->
# The step from the bracket to the normal equations used two rules; a third will be needed for layers. The gradient has
# the shape of what one differentiates by:
#
# $$\frac{\partial}{\partial w}\, a^\top w = a \qquad\quad \frac{\partial}{\partial w}\, w^\top M w = (M + M^\top)\, w
# \qquad\quad \frac{\partial}{\partial W}\, \mathrm{tr}(B W) = B^\top$$
#
# Do not believe a gradient: check it. Move one entry a little up and a little down, and divide the difference of the
# values by the distance: these are **central differences**.


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
print("(M + M^T) w:", (M + M.T) @ w, " measured:", differences(lambda w: w @ M @ w, w))

# %% [markdown]
# This little function is the seed of Lecture 11, where it will judge whole networks.

# %% [markdown]
# ## A penalty on the weights (11 min)
#
# <!-- syllabus: S1-05 S1-06 -->
# Weights that may be as large as they like fit noise as well. Put a **penalty** on them; this is
# called **regularisation**. (Ridge is also called L2, lasso L1.) The bias is free: if it had to pay for its size,
# predictions would depend on where zero happens to be.
#
# $$\text{ridge:}\;\; \sum_i (x_i\cdot w + b - y_i)^2 + \lambda \sum_j w_j^2 \qquad\qquad
# \text{lasso:}\;\; \sum_i (x_i\cdot w + b - y_i)^2 + \lambda \sum_j |w_j|$$
#
# In the picture, the plus is where the weights would go for free. Each penalty keeps them in a ball around zero: a
# round one for ridge, one with corners for lasso. The black ellipse joins all weights that fit as well as the best
# affordable ones.

# %% W01
W01.show()

# %% [markdown]
# Why a ball, if the formula has a sum? Because for every $\lambda$ there is a radius $r$ with the same solution: "least
# squares among all $w$ with $\sum_j w_j^2 \le r^2$", or $\sum_j |w_j| \le r$ for lasso. At the solution the ellipse of
# equal squares touches the ball: the two gradients are parallel, and $\lambda$ is the factor between them (a Lagrange
# multiplier). A round ball is touched anywhere; one with corners is often touched at a corner, where a weight is zero.
#
# **Ridge** can be solved at once, $w = (X^\top X + \lambda I)^{-1}X^\top y$, with a 0 in the last entry of $I$, where
# the bias stands. At the solution the two gradients, of the squares and of the penalty, cancel in every weight: data
# and penalty pull equally hard. (For the *mean* of the squares the same weights belong to $\lambda / N$; always ask
# which one is meant.)

# %% ridge
lam = 5.0
w = ridge(X, y, lam)
pays = np.array([1, 1, 0])
assert np.allclose(w, np.linalg.solve(A.T @ A + lam * np.diag(pays), A.T @ y))
print("gradient of the squares:", 2 * A.T @ (A @ w - y))
print("gradient of the penalty:", 2 * lam * w * pays)

# %% [markdown]
# <!-- syllabus: S1-06 E27 -->
# **Lasso** has a corner at zero, and no formula in general. Its solution can be recognised all the same: a weight that
# is not zero feels the data pull with exactly $\lambda$, and one that is zero with at most $\lambda$. Without a bias
# (subtract the means of $X$ and $y$ first):
#
# $$2\,X_j^\top (y - Xw) = \lambda\, \mathrm{sign}(w_j) \;\text{ if } w_j \ne 0, \qquad |2\,X_j^\top (y - Xw)| \le
# \lambda \;\text{ if } w_j = 0.$$
#
# So all weights are zero once $\lambda \ge 2\max_j |X_j^\top y|$ (dotted in the figure). In general there is no closed
# form. Where the columns are orthonormal there is one: $X^\top y$, with every entry moved towards zero by $\lambda/2$.
#
# Below, four weights under both penalties. Under ridge they shrink together, and none stays at zero; lasso sets one
# after the other to zero: it selects features.

# %% lasso
Xc = rng.normal(size=(40, 4))
yc = Xc @ [2.0, -1.0, 0.3, 0.0] + rng.normal(size=40)
Xc, yc = Xc - Xc.mean(axis=0), yc - yc.mean()
strengths = np.geomspace(1, 300, 60)
for axes, fit in zip(panels(2, sharey=True), (lambda X, y, lam: ridge(X, y, lam)[:4], lasso_ista), strict=True):
    axes.plot(strengths, [fit(Xc, yc, lam) for lam in strengths])
    axes.set(xscale="log", xlabel="penalty λ", title="lasso" if fit is lasso_ista else "ridge")
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
# Three things are said about the squared penalty; here is each as numbers.
#
# 1. *It shares weights.* Give it the same column twice, and each copy carries half (together a
#    little more than one alone: sharing is cheaper). The lasso does not care who carries what.
# 2. *It makes the valley steeper.* Every curvature of the objective (eigenvalue of its matrix of second derivatives)
#    rises by $2\lambda$: no flat directions are left.
# 3. *It makes the model smoother.* The next section shows that in a picture.

# %% sharing
one = rng.normal(size=(30, 1))
target = 2 * one[:, 0] + 0.1 * rng.normal(size=30)
twice = np.column_stack([one, one])
print("ridge, one column:", ridge(one, target, 1.0)[:1], " twice:", ridge(twice, target, 1.0)[:2])

total = lasso_ista(one, target, 1.0)[0]
costs = [
    np.sum((twice @ split - target) ** 2) + np.sum(np.abs(split)) for split in ([total, 0.0], [total / 2, total / 2])
]
assert np.isclose(*costs)  # the lasso does not care
for lam in (0.0, 1.0):
    print(f"λ = {lam:.0f}: curvatures", np.linalg.eigvalsh(2 * twice.T @ twice + 2 * lam * np.eye(2)))

# %% [markdown]
# ## Many weights, few points (9 min)
#
# <!-- syllabus: S0-28 S1-08 -->
# Let the features be powers: $x, x^2, \dots, x^M$. The model is still linear in its weights, and it bends. With
# $M \ge N - 1$ a polynomial goes through all $N$ points; beyond that, infinitely many do. What one hopes for is the
# dashed curve. What one gets:

# %% W02
W02.show()

# %% [markdown]
# To be right at one's own points (small *training error*) and wrong at new ones (large *test error*) is called
# **overfitting**. It has a reason: here are two polynomials of degree 15 through the same 12 points. They agree at all
# of them, and at hardly another place; nothing in the data says which to take.

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
axes.plot(x, P @ through, "o", color=style.BLACK)
axes.set(xlabel="input x", ylabel="output y", ylim=(-3, 3), title="two polynomials of degree 15, the same 12 points")
plt.show()

# %% [markdown]
# The powers also look more and more alike to the computer. The **condition number** $\kappa$ of the columns says by
# how much relative errors in $y$ can grow on their way into $w$: by up to $\kappa / \cos\theta$, where $\theta$ is the
# angle between $y$ and its best fit. A penalty on the weights cures both at once, and takes the swings away.

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
# ## A neuron (8 min)
#
# <!-- syllabus: S0-03 S4-05 S2-03 E13 -->
# Send the weighted sum through a function, and it is called a **neuron**:
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
# The names in one sentence: $z$ is before the activation function, $a$ is after it.
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
# Not only the outputs agree. A label can be written as $t = 0$ or 1, or as $y = 2t - 1 = \pm 1$. For the one there
# is the **cross-entropy**, for the other the **logistic loss**; they are the same number with the same slope, so the
# best weights are the same too:
#
# $$-t\,\log\, \sigma(z) - (1-t)\,\log (1 - \sigma(z)) = \log (1 + e^{-yz}), \qquad \sigma(z) - t = -y\,\sigma(-yz)$$

# %% same_neuron
signs = convert_labels(labels.astype(int), "classes", "pm1")
loss, ds = logistic_loss_pm1(z, signs)
print("loss:    ", bce_with_logits(z, labels)[0], loss.mean())
print("gradient:", A.T @ bce_with_logits(z, labels)[1], A.T @ ds / len(z))

# %% [markdown]
# ## Four decisions (8 min)
#
# <!-- syllabus: S0-05 -->
# Every learning machine of this course is put together from four parts. Exchange one, and the others stay.
#
# | task | model | loss | optimiser |
# |---|---|---|---|
# | a number | linear, later a network | squared | solve at once, or go downhill |
# | yes or no | the same, and a sigmoid | cross-entropy, hinge; *not* 0-1 | go downhill |
#
# For two classes let the label be $y = \pm 1$ and the score $s = x \cdot w + b$. The **margin** $m = y s$ is positive
# on the right side. What one really wants is few mistakes, the 0-1 loss. Look at its slope.
#
# | 0-1 | perceptron | hinge | logistic | squared |
# |---|---|---|---|---|
# | 1 if $m \le 0$, else 0 | $\max(0, -m)$ | $\max(0, 1 - m)$ | $\log(1 + e^{-m})$ | $\frac12 (1 - m)^2$ |

# %% W03
W03.show()

# %% [markdown]
# The 0-1 loss has the slope 0 wherever it has one: standing on its plain one cannot tell which way is down. All the
# others are stand-ins with a slope. Hinge, and the logistic loss measured in bits, are nowhere below it, so a small
# value of theirs means few mistakes.

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
print("slopes at the margin -1.5:", {name: round(float(slope), 2) for name, slope in slopes.items()})

# %% [markdown]
# And the optimiser? Where a formula exists, going downhill arrives at the same place, only later:

# %% downhill
wanted = normal_equation(X, y)
found = gradient_descent(lambda w: mse_grad(w, A, y), np.zeros(3), lr=0.1, steps=5000)[-1]
print("at once: ", wanted)
print("downhill:", found, " largest difference:", np.max(np.abs(found - wanted)))

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** You double every example in the data set. What happens to the ridge weights, if $\lambda$ stays?
#
# <details><summary>Answer</summary>
# The data pull twice as hard, and the penalty is as before: the weights come nearer to those without a penalty, as if
# $\lambda$ had been halved. With the mean of the squares nothing would change at all.
# </details>
#
# **2.** A colleague's least squares returns weights of a size of $10^{12}$, and fits well. What do you look at first?
#
# <details><summary>Answer</summary>
# At the columns: one is (nearly) a combination of others. Look at the condition number or at the rank. Large weights of
# opposite sign cancel each other. Drop a column, use <code>lstsq</code>, or put a small penalty on the weights.
# </details>
#
# **3.** Why is a classifier not trained with the share of its mistakes, when that is what it will be judged by?
#
# <details><summary>Answer</summary>
# The share does not change when the weights move a little, so its gradient is zero almost everywhere. One minimises a
# loss with a slope instead (hinge, logistic), and judges by mistakes.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Fit $y = w x + b$ to the points (0, 1), (1, 3), (2, 4) with `np.linalg.lstsq`, and check that the errors are
# orthogonal to both columns.
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
# **3.** Split 60 noisy points of a sine into a training and a validation half, and choose the degree of a polynomial by
# the validation error.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# rng = np.random.default_rng(0)
# x = rng.uniform(-1, 1, 60)
# y = np.sin(3 * x) + 0.2 * rng.normal(size=60)
# errors = [np.mean((np.polyval(np.polyfit(x[:30], y[:30], d), x[30:]) - y[30:]) ** 2) for d in range(13)]
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
# - Ridge adds $\lambda\sum_j w_j^2$ and shrinks; lasso adds $\lambda\sum_j |w_j|$ and sets weights to zero; the bias is
#   free.
# - Small training error and large test error is overfitting; it is judged on points that the fit has not seen.
# - A neuron is $a = f(x\cdot w + b)$; with a sigmoid and the cross-entropy it is logistic regression.
# - A loss can be used by gradient descent only if its slope says something: the 0-1 loss does not.
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
# yourself. Next, Lecture 2 takes the neuron with the hardest activation, a threshold, and asks what it can decide.
