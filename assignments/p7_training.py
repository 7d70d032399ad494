# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Training
#
# The gradient says in which direction the loss falls; this notebook is about the steps. You will write the optimisers
# (plain steps, momentum, Nesterov's, Adam), the batches, and the loop that trains any network; and you will know
# *beforehand* how large a learning rate may be. At the end a training that works stands beside six that do not, and you
# find the cause of each.
#
# ```text
#                  ┌──────────────── again, epoch after epoch ────────────────┐
#                  ▼                                                          │
#  examples ──► shuffle, cut ──► X_batch ──► gradient ──► grads ──► step ──► params
#               into batches     labels         ▲                              │
#                                               └──── at the new params ◄──────┘
# ```
#
# | | task | points | minutes |
# |---|---|---:|---:|
# | 1 | `gd_quadratic`: gradient descent on a quadratic | 6 | 10 |
# | 2 | `critical_lr`: the largest learning rate that converges | 8 | 15 |
# | 3 | `sgd_step`: one step for a whole network | 8 | 10 |
# | 4 | `lr_decay`: a learning rate that falls with time | 6 | 5 |
# | 5 | `momentum_step`: steps with a velocity | 12 | 15 |
# | 6 | `nesterov_step`: momentum that looks ahead | 12 | 15 |
# | 7 | `adam_step`: a learning rate for every weight (the hardest of the steps) | 12 | 25 |
# | 8 | `minibatches`: one epoch, shuffled and cut | 14 | 15 |
# | 9 | `train`: the training loop | 12 | 15 |
# | | [one that works, six that do not](#runs) | – | 20 |
#
# **How to work.** Fill a cell that says `YOUR CODE HERE`, run it, run the check below it; a check gives no points and
# may be run as often as you like. Where it says **Predict**, write your answer into `my_prediction` before you run the
# cell below it.
#
# The graded tests use other numbers and other shapes. Where you shuffle, any order is right; the tests ask only for
# what every shuffle must keep. **Return new arrays and leave those you are given as they are**: the caller still needs
# them.
#
# Numbers count as right if they agree to six digits. Your code may use numpy, scipy and matplotlib, and pandas and tqdm
# where the grader has them; other packages are not there. An error outside your functions costs no points.

# %% setup role="readonly"
import numpy as np

from course import probe
from course.check import p7 as check
from course.plots import new_figure, show

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## Task 1 · `gd_quadratic` (6 points)
#
# The simplest loss with a minimum is a bowl over $n$ weights:
#
# $$J(w) = \tfrac12\, \underbrace{w^\top}_{1\times n}\underbrace{H}_{n\times n}\,\underbrace{w}_{n\times 1}
# - \underbrace{c^\top}_{1\times n} w, \qquad \nabla J(w) = H w - c, \qquad H \text{ symmetric.}$$
#
# Near its bottom every smooth loss looks like one; the mean square error of a linear model *is* one. Gradient descent
# makes steps of size `lr` (the learning rate) **against** the gradient:
#
# $$w_{t+1} = w_t - \text{lr}\,(H w_t - c).$$
#
# $t$ is the number of the step. All weights change at once, and the gradient is taken at the point where the step
# starts.
#
# By hand, $n = 1$, $H = (2)$, $c = (4)$, start $w = 10$, lr $= 1/4$: the gradient at 10 is $2\cdot 10 - 4 = 16$, so the
# next point is $10 - 4 = 6$; then $4$, then $3$. The bottom, where the gradient is 0, is at $2$.


# %% solve_gd_quadratic role="solution" reference="reference_solution.training.gradient_descent:gd_quadratic"
def gd_quadratic(H, c, w, lr, steps):
    """The path of gradient descent in the bowl 1/2 w·Hw - c·w.

    Parameters
    ----------
    H : ndarray of shape (n, n)
        Symmetric.
    c : ndarray of shape (n,)
    w : ndarray of shape (n,)
        Where to start; leave it as it is.
    lr : float
    steps : int
        May be 0.

    Returns
    -------
    path : ndarray of shape (steps + 1, n)
        The start, then the point after each step.
    """
    ...


# %% grade_gd_quadratic role="tests" points=6
check.gd_quadratic(gd_quadratic)
### BEGIN HIDDEN TESTS
probe("p7.gd_quadratic", gd_quadratic)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** $J(w) = \tfrac12 w^2$, so $H = (1)$, $c = (0)$; the start is 8. Where are the next points for lr = 0.5,
# 1, 1.5, 2 and 2.5? (By what is $w$ multiplied in each step?)

# %% predict_bowl
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for lr in (0.5, 1.0, 1.5, 2.0, 2.5):
        path = gd_quadratic(np.eye(1), np.zeros(1), np.array([8.0]), lr, 5)
        print(f"lr = {lr}: {path.ravel()}")

# %% [markdown]
# Each step multiplies $w$ by $1 - \text{lr}$: it goes straight to the minimum, reaches it in one step, jumps from side
# to side but comes closer, jumps from side to side for ever, and diverges.
#
# ## Task 2 · `critical_lr` (8 points)
#
# In $n$ dimensions the same happens along each eigenvector of $H$ by itself. If $H v = \lambda v$ and $w_t$ lies at a
# distance $d$ from the bottom along $v$, then one step leads to the distance $(1 - \text{lr}\,\lambda)\,d$.
#
# It shrinks if $|1 - \text{lr}\,\lambda| < 1$. That must hold for **every** eigenvalue of $H$: which one breaks first
# as lr grows, and at which lr?
#
# By hand, $H = \begin{pmatrix}2 & 1\\ 1 & 2\end{pmatrix}$: along $(1, -1)$ it stretches by 1, along $(1, 1)$ by 3. So
# steps shrink the distance along $(1, 1)$ as long as $|1 - 3\,\text{lr}| < 1$, which is lr $< 2/3$; along $(1, -1)$
# they would do so up to 2. The critical learning rate is $2/3$. Note that no single entry of $H$ shows it, on the
# diagonal or elsewhere. (`np.linalg.eigvalsh` finds the eigenvalues of a symmetric matrix.)


# %% solve_critical_lr role="solution" reference="reference_solution.training.gradient_descent:critical_lr"
def critical_lr(H):
    """The learning rate from which on gradient descent in a bowl no longer converges.

    Parameters
    ----------
    H : ndarray of shape (n, n)
        Symmetric, all eigenvalues above 0.

    Returns
    -------
    float
    """
    ...


# %% grade_critical_lr role="tests" points=8
check.critical_lr(critical_lr)
### BEGIN HIDDEN TESTS
probe("p7.critical_lr", critical_lr)
### END HIDDEN TESTS

# %% [markdown]
# A usual practical test: lr = 1, 0.1 and 0.01. Here it is for a line fitted to 100 points, with $x$ from 0 to 5
# and 200 steps. The mean of the squares is a bowl with $H = \frac2N X^\top X$ and $c = \frac2N X^\top y$, where $X$ has
# a second column of ones.
#
# **Predict.** How large must $\lambda_{max}$ be, roughly, if the mean of $x^2$ is about 8? Which of the three converge?
# And what if $x$ is standardised first (mean 0, standard deviation 1, so that $H = 2\cdot$ identity)?

# %% predict_three_rates
my_prediction = ""  # write it here
rng = np.random.default_rng(22)
x = rng.uniform(0, 5, size=100)
y = 2 * x - 1 + rng.normal(scale=0.3, size=100)


def bowl_of(x, y):
    """H and c of the mean of the squares of w[0] x + w[1] - y."""
    X = np.column_stack([x, np.ones_like(x)])
    return 2 / len(X) * X.T @ X, 2 / len(X) * X.T @ y


with check.try_it(my_prediction):
    for name, feature in [("raw x", x), ("standardised x", (x - x.mean()) / x.std())]:
        H, c = bowl_of(feature, y)
        print(f"{name}: critical lr {critical_lr(H):.4f}")
        for lr in (1.0, 0.1, 0.01):
            with np.errstate(over="ignore", invalid="ignore"):
                far = np.linalg.norm(H @ gd_quadratic(H, c, np.zeros(2), lr, 200)[-1] - c)
            print(f"    lr = {lr:<4}: slope after 200 steps {far:.2g}")

# %% [markdown]
# With the raw feature 0.1 is close to the critical learning rate, and 0.01 has not arrived yet. Standardised, all
# eigenvalues are equal: lr $= 1/\lambda$ would reach the minimum in one step, 0.1 has reached it, and lr = 1 is exactly
# the critical value. **The largest feature limits the learning rate**, and the weights of the small ones hardly move.
#
# Three rates are three points of a curve. Here is the curve: what is left of the loss after 20 steps, for a hundred
# learning rates. **Predict.** Where does each curve have its lowest point, and where does it cross the dotted line, at
# which nothing is gained? For which of the two is it easier to find a good learning rate?

# %% predict_loss_against_rate
my_prediction = ""  # write it here


def loss_against_rate(rates, losses, critical):
    """What is left of the loss against the learning rate, both axes logarithmic; dashed: the critical rates."""
    figure = new_figure("loss after 20 steps,\nas a share of that at the start", 3.4)
    axes = figure.add_axes((0.16, 0.17, 0.8, 0.66), xlabel="learning rate", ylim=(1e-6, 1e2))
    for (name, left), colour in zip(losses.items(), ("#b35806", "#542788"), strict=True):
        axes.loglog(rates, left, color=colour, label=name)
        axes.axvline(critical[name], color=colour, linewidth=1, linestyle="--")
    axes.axhline(1, color="#888888", linewidth=1, linestyle=":")
    axes.minorticks_off()
    axes.legend(loc="lower left")
    return figure


with check.try_it(my_prediction):
    rates, losses, critical = np.geomspace(1e-3, 2, 100), {}, {}
    for name, feature in [("raw x", x), ("standardised x", (x - x.mean()) / x.std())]:
        H, c = bowl_of(feature, y)
        bottom, critical[name] = np.linalg.solve(H, c), critical_lr(H)
        with np.errstate(over="ignore"):
            far = np.array([gd_quadratic(H, c, np.zeros(2), lr, 20)[-1] - bottom for lr in rates])
        losses[name] = np.sum(far @ H * far, axis=1) / (bottom @ H @ bottom)
        best = losses[name].argmin()
        print(f"{name:15} best rate {rates[best]:.3f}, critical rate {critical[name]:.3f}")
    show(loss_against_rate(rates, losses, critical))

# %% [markdown]
# Beyond the critical learning rate each curve goes straight up. Below it, the standardised one falls to the bottom of
# the picture. The raw one never gets far in 20 steps: its best learning rate lies just below the critical one, where
# the steep direction still converges and the flat one is as fast as possible.
#
# ## Task 3 · `sgd_step` (8 points)
#
# A network has many arrays, and each makes the same step. `params` is a list with a pair $(W, b)$ for each layer, and
# `grads` a list of pairs $(dW, db)$ of the same shapes. It does not matter how they were computed.
#
# $$W \leftarrow W - \text{lr}\; dW, \qquad b \leftarrow b - \text{lr}\; db$$
#
# By hand: $W = (1)$, $b = (2)$, $dW = (10)$, $db = (-10)$, lr $= 0.1$ gives $W = (0)$, $b = (3)$.
#
# Why new arrays, if `W -= lr * dW` is shorter? Because that would also change every other variable that refers to the
# same array, such as the best parameters so far.


# %% solve_sgd_step role="solution" reference="reference_solution.training.optimisers:sgd_step"
def sgd_step(params, grads, lr):
    """A plain step against the gradient.

    Parameters
    ----------
    params, grads : list of (W, b) and (dW, db)
        One pair for each layer; leave them as they are.
    lr : float

    Returns
    -------
    params : list of (W, b)
        New arrays.
    """
    ...


# %% grade_sgd_step role="tests" points=8
check.sgd_step(sgd_step)
### BEGIN HIDDEN TESTS
probe("p7.sgd_step", sgd_step)
### END HIDDEN TESTS

# %% [markdown]
# ## Task 4 · `lr_decay` (6 points)
#
# Long steps at first, short ones later. A simple rule, after $t$ steps ($t = 0$ for the first one):
#
# $$\text{lr}_t = \frac{\text{lr}}{1 + \text{decay}\cdot t}$$
#
# By hand: lr $= 0.6$, decay $= 0.5$ gives $0.6$ at $t = 0$, $0.4$ at $t = 1$, $0.3$ at $t = 2$.


# %% solve_lr_decay role="solution" reference="reference_solution.training.optimisers:lr_decay"
def lr_decay(lr, decay, t):
    """The learning rate after t steps.

    Parameters
    ----------
    lr : float
        Of the first step, t = 0.
    decay : float
        Zero or more.
    t : int

    Returns
    -------
    float
    """
    ...


# %% grade_lr_decay role="tests" points=6
check.lr_decay(lr_decay)
### BEGIN HIDDEN TESTS
probe("p7.lr_decay", lr_decay)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** In a program, decay $= 10^{-6}$. After how many steps is the learning rate half of what it was?
# What is it after the 200 steps above?

# %% predict_decay
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for t in (200, 10_000, 1_000_000):
        print(f"after {t:9,} steps: {lr_decay(0.1, 1e-6, t):.6f}")

# %% [markdown]
# ## Task 5 · `momentum_step` (12 points)
#
# In a long narrow valley the steep direction limits the learning rate (task 2), and progress along the floor is slow. A
# heavy ball does better: its **velocity** adds up what is the same in all gradients (along the floor) and cancels what
# changes sign (across).
#
# $$v \leftarrow \mu\, v - \text{lr}\; dw, \qquad w \leftarrow w + v$$
#
# Here $w$ stands for every $W$ and every $b$, and each has a $v$ of its own, of its own shape; all begin at 0. $\mu$ is
# `momentum`: 0 is the plain step. Note two things: $v$ is a *step* (lr and the minus are in it), and $w$ moves by the
# **new** $v$.
#
# By hand, one weight with gradient 1 all the time, lr $= 0.1$, $\mu = 0.5$, start $w = 1$, $v = 0$:
#
# | step | $v$ | $w$ |
# |---|---|---|
# | 1 | $-0.1$ | $0.9$ |
# | 2 | $0.5\cdot(-0.1) - 0.1 = -0.15$ | $0.75$ |
# | 3 | $0.5\cdot(-0.15) - 0.1 = -0.175$ | $0.575$ |
#
# and so on towards $v = -0.2$, which is lr$/(1 - \mu)$ times the gradient.


# %% solve_momentum_step role="solution" reference="reference_solution.training.optimisers:momentum_step"
def momentum_step(params, grads, velocity, lr, momentum):
    """A step with a velocity.

    Parameters
    ----------
    params, grads, velocity : list of (W, b), (dW, db) and (vW, vb)
        One pair for each layer; leave them as they are.
    lr : float
    momentum : float
        At least 0, below 1.

    Returns
    -------
    params, velocity : list of (W, b) and (vW, vb)
        New arrays.
    """
    ...


# %% grade_momentum_step role="tests" points=12
check.momentum_step(momentum_step)
### BEGIN HIDDEN TESTS
probe("p7.momentum_step", momentum_step)
### END HIDDEN TESTS

# %% [markdown]
# A valley that is a hundred times steeper across than along: $H$ is diagonal with 1 and 100. `descend` walks with any
# step function of this notebook until both weights are below 0.001.
#
# **Predict.** The plain step needs about 900 steps. And with $\mu = 0.5$, $0.8$, $0.9$, $0.99$? Is more always better?


# %% predict_momentum
my_prediction = ""  # write it here


def descend(step, lr, momentum, most=3000):
    """Steps from (10, 1) until both weights are below 0.001 in the valley with H = diag(1, 100)."""
    curvature = np.array([[1.0], [100.0]])
    params = [(np.array([[10.0], [1.0]]), np.zeros(1))]
    velocity = [(np.zeros((2, 1)), np.zeros(1))]
    for t in range(most):
        W, b = params[0]
        if np.abs(W).max() < 1e-3:
            return t
        params, velocity = step(params, [(curvature * W, 0 * b)], velocity, lr, momentum)
    return most


with check.try_it(my_prediction):
    for momentum in (0.0, 0.5, 0.8, 0.9, 0.99):
        print(f"momentum {momentum:<4}: {descend(momentum_step, 0.01, momentum):4} steps")

# %% [markdown]
# Seven times faster, for one more array per weight; and with too much of it the ball rolls past the bottom and back,
# again and again.
#
# ## Task 6 · `nesterov_step` (12 points)
#
# The ball will move on by $\mu v$ in any case. So ask for the slope *there*, at $\tilde w = w + \mu v$, where it can
# still be corrected:
#
# $$v \leftarrow \mu\, v - \text{lr}\; dw(w + \mu v), \qquad w \leftarrow w + v$$
#
# That is awkward in a program, for the network would have to be evaluated at weights that are not its own. So let
# `params` *be* the point that looks ahead, $\tilde w = w + \mu v$, and ask for the gradient where the params are. What
# does a step do to $\tilde w$? With $v$ for the old velocity and $v'$ for the new one,
#
# $$v' = \mu v - \text{lr}\; dw, \qquad \begin{aligned} \tilde w' &= w' + \mu v' = (\tilde w - \mu v + v') + \mu v' \\
# &= \tilde w + \mu v' - \text{lr}\; dw, \end{aligned}$$
#
# since $v' - \mu v = -\text{lr}\; dw$. So the velocity is that of task 5, and only the last line is new:
#
# $$v \leftarrow \mu\, v - \text{lr}\; dw, \qquad \tilde w \leftarrow \tilde w + \mu\, v - \text{lr}\; dw
# \qquad\text{(with the new } v \text{)}.$$
#
# By hand, gradient 1 all the time, lr $= 0.1$, $\mu = 0.5$, start $\tilde w = 1$, $v = 0$: first $v = -0.1$ and
# $\tilde w = 1 - 0.05 - 0.1 = 0.85$; then $v = -0.15$ and $\tilde w = 0.85 - 0.075 - 0.1 = 0.675$.


# %% solve_nesterov_step role="solution" reference="reference_solution.training.optimisers:nesterov_step"
def nesterov_step(params, grads, velocity, lr, momentum):
    """A step with a velocity, for params that look ahead.

    Parameters
    ----------
    params, grads, velocity : list of (W, b), (dW, db) and (vW, vb)
        The gradients are those at params; leave all of them as they are.
    lr : float
    momentum : float
        At least 0, below 1.

    Returns
    -------
    params, velocity : list of (W, b) and (vW, vb)
        New arrays.
    """
    ...


# %% grade_nesterov_step role="tests" points=12
check.nesterov_step(nesterov_step)
### BEGIN HIDDEN TESTS
probe("p7.nesterov_step", nesterov_step)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** In the valley again: with which $\mu$ does looking ahead help most, a small one or a large one? And a
# configuration file has the settings `momentum_val = 0` and `nesterov_val = 'False'`. Which step does the second line
# below take?

# %% predict_nesterov
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    nesterov_val = "False"  # as in the file
    chosen = nesterov_step if nesterov_val else momentum_step
    print("nesterov_val = 'False' chooses", chosen.__name__)
    for momentum in (0.0, 0.5, 0.8, 0.9, 0.99):
        steps = descend(momentum_step, 0.01, momentum), descend(nesterov_step, 0.01, momentum)
        print(f"momentum {momentum:<4}: {steps[0]:4} steps, looking ahead {steps[1]:4}")

# %% [markdown]
# A string that is not empty counts as true, whatever it says: `'False'` switches Nesterov **on**. Write
# `False` without quotes. Here it does no harm, but only because momentum is 0: then both steps are the plain one.
#
# ## Task 7 · `adam_step` (12 points)
#
# One learning rate for all weights is a compromise (task 2). Adam (Kingma and Ba, 2015) divides every weight's step by
# the usual size of its own gradient. It keeps two running means for every entry, of the gradient $g$ and of $g^2$:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad s \leftarrow \beta_2 s + (1 - \beta_2)\, g^2 .$$
#
# Both begin at 0 and therefore are too small at first: if $g$ is always the same, $m$ is $(1 - \beta_1^t)\, g$ after
# $t$ steps. So the step uses corrected ones:
#
# $$\hat m = \frac{m}{1 - \beta_1^t}, \qquad \hat s = \frac{s}{1 - \beta_2^t}, \qquad
# w \leftarrow w - \text{lr}\, \frac{\hat m}{\sqrt{\hat s} + \varepsilon}.$$
#
# $t$ is the number of *this* step, **1** for the first one. Return $m$ and $s$ uncorrected.
# $\varepsilon$ stands beside the root, not under it.
#
# By hand, the first step, $g = 4$, $\beta_1 = 0.9$, $\beta_2 = 0.99$, $\varepsilon = 0$: $m = 0.4$, $s = 0.16$,
# $\hat m = 0.4/0.1 = 4$, $\hat s = 0.16/0.01 = 16$, so the step is $-\text{lr}\cdot 4/4 = -\text{lr}$. For $g = 4000$
# it would be the same.


# %% solve_adam_step role="solution" reference="reference_solution.training.optimisers:adam_step"
def adam_step(params, grads, mean, square, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """A step whose length hardly depends on the size of the gradient.

    Parameters
    ----------
    params, grads : list of (W, b) and (dW, db)
    mean, square : list of (array, array)
        The running means so far, in the form of params; leave all of them as they are.
    t : int
        Number of this step, 1 for the first.
    lr, beta1, beta2, eps : float

    Returns
    -------
    params, mean, square : list of (array, array)
        New arrays.
    """
    ...


# %% grade_adam_step role="tests" points=12
check.adam_step(adam_step)
### BEGIN HIDDEN TESTS
probe("p7.adam_step", adam_step)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** The valley once more, and then the same valley with its loss measured in thousandths (all gradients a
# thousand times larger). Which of the two optimisers notices?

# %% predict_adam
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for unit in (1.0, 1000.0):
        curvature = unit * np.array([[1.0], [100.0]])
        plain = [(np.array([[10.0], [1.0]]), np.zeros(1))]
        adam, mean, square = plain, [(np.zeros((2, 1)), np.zeros(1))], [(np.zeros((2, 1)), np.zeros(1))]
        for t in range(1, 101):
            plain = sgd_step(plain, [(curvature * plain[0][0], np.zeros(1))], 0.01)
            adam, mean, square = adam_step(adam, [(curvature * adam[0][0], np.zeros(1))], mean, square, t, lr=0.1)
        print(f"gradients times {unit:6g}, after 100 steps: sgd {plain[0][0].ravel()}, adam {adam[0][0].ravel()}")

# %% [markdown]
# Adam does not notice: it divides by the size of the gradient.
#
# Now all four in one valley, 30 steps each. **Predict.** Which one zigzags, which of them overshoot the bottom (the
# cross), and which one is nearest at the end?

# %% predict_paths
my_prediction = ""  # write it here


def paths_in_the_valley(steps):
    """The ways of four optimisers from (-4, 1.5) in the valley with H = diag(1, 20)."""
    start, still = [(np.array([[-4.0], [1.5]]), np.zeros(1))], [(np.zeros((2, 1)), np.zeros(1))]
    plain, heavy, ahead, adam = start, start, start, start
    v, u, mean, square = still, still, still, still

    def grads(params):
        return [(np.array([[1.0], [20.0]]) * params[0][0], np.zeros(1))]

    ways = {"plain": [start], "momentum": [start], "Nesterov": [start], "Adam": [start]}
    for t in range(1, steps + 1):
        plain = sgd_step(plain, grads(plain), 0.09)
        heavy, v = momentum_step(heavy, grads(heavy), v, 0.03, 0.8)
        ahead, u = nesterov_step(ahead, grads(ahead), u, 0.03, 0.8)
        adam, mean, square = adam_step(adam, grads(adam), mean, square, t, lr=0.3)
        for way, params in zip(ways.values(), (plain, heavy, ahead, adam), strict=True):
            way.append(params)
    return {name: np.array([params[0][0].ravel() for params in way]) for name, way in ways.items()}


def picture_of_paths(paths):
    """Each path over the contour lines of the valley."""
    figure = new_figure("30 steps in the same valley", 4.4)
    across, along = np.meshgrid(np.linspace(-4.5, 2.5, 80), np.linspace(-1.8, 1.8, 60))
    for i, (name, path) in enumerate(paths.items()):
        axes = figure.add_axes((0.1 + 0.5 * (i % 2), 0.54 - 0.46 * (i // 2), 0.38, 0.3))
        axes.contour(
            across, along, across**2 / 2 + 10 * along**2, np.geomspace(0.1, 40, 10), colors="#cccccc", linewidths=0.8
        )
        axes.plot(*path.T, ".-", color="#542788", linewidth=1)
        axes.plot(0, 0, "x", color="#b35806")
        axes.set(title=name, xticks=(-4, -2, 0, 2))
    return figure


with check.try_it(my_prediction):
    paths = paths_in_the_valley(30)
    for name, path in paths.items():
        print(f"{name:8} is {np.linalg.norm(path[-1]):.2f} away from the bottom after {len(path) - 1} steps")
    show(picture_of_paths(paths))

# %% [markdown]
# The plain steps zigzag across the valley and are slow along it. Momentum swings wide and overshoots; looking ahead
# damps the swing. Adam's first steps are equally long in both directions, whatever the slopes, and it overshoots, too.
# Adam is not the best here. Its steps are about as long as lr, however small the gradient is: with lr = 0.1 it is still
# on its way after 30 steps, with lr = 1 it swings about the bottom. Its strength is that one lr suits weights with very
# different gradients.
#
# ## Task 8 · `minibatches` (14 points)
#
# The gradient of the loss is a mean over the examples, so a few of them give a fair estimate of it, at a fraction of
# the cost. One **epoch**: shuffle the examples, cut them into batches, make one step for each batch.
#
# * Every example comes once an epoch. If `batch_size` does not divide $N$, the **last batch is smaller**: nothing is
#   dropped, nothing comes twice.
# * An example and its label stay together: shuffle a list of row *numbers*, and use it for both.
# * Each epoch has another order. All random numbers come from the `rng` you are given (such as `rng.permutation(N)`),
#   so that the same seed repeats the same training.
#
# By hand: $N = 7$ and `batch_size` 3 make batches of 3, 3 and 1.


# %% solve_minibatches role="solution" reference="reference_solution.training.minibatches:minibatches"
def minibatches(X, labels, batch_size, rng):
    """The batches of one epoch, in random order.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row; leave it as it is.
    labels : ndarray of shape (N,) or (N, K)
        What belongs to each example.
    batch_size : int
    rng : numpy.random.Generator

    Returns
    -------
    list of (X_batch, labels_batch)
    """
    ...


# %% grade_minibatches role="tests" points=14
check.minibatches(minibatches)
seeded_minibatches = check.two_epochs(minibatches)
### BEGIN HIDDEN TESTS
probe("p7.minibatches", seeded_minibatches)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** A thousand numbers with mean 0 and standard deviation 1 stand for the gradients of a thousand examples.
# Their mean is 0. How far from it is the mean of a batch, typically, for 1, 10, 100 and 1000 numbers in a batch? Is a
# batch of 100 ten times as exact as one of 10?

# %% predict_noise
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    rng = np.random.default_rng(0)
    gradients = rng.normal(size=(1000, 1))
    gradients = (gradients - gradients.mean()) / gradients.std()
    for size in (1, 10, 100, 1000):
        means = [batch.mean() for batch, _ in minibatches(gradients, np.zeros(1000), size, rng)]
        print(f"{len(means):4} batches of {size:4}: off by {np.sqrt(np.mean(np.square(means))):.3f}")

# %% [markdown]
# Ten times the work for about three times the accuracy: that is why small batches pay.
#
# ## Task 9 · `train` (12 points)
#
# Now the loop. For each epoch, for each of its batches: compute the loss and the gradients **at the current params**,
# record the loss, make a plain step. Use your `minibatches` and `sgd_step`.
#
# The loop need not know what it trains: it only calls `gradient(params, X_batch, labels_batch)`, which returns
# `(loss, grads)`. With `batch_size` $= N$ this is the gradient descent of task 1.


# %% solve_train role="solution" reference="reference_solution.training.generic_training:train"
def train(gradient, params, X, labels, lr, batch_size, epochs, rng):
    """Gradient descent on minibatches.

    Parameters
    ----------
    gradient : callable
        gradient(params, X_batch, labels_batch) -> (loss, grads), the loss a mean over the batch.
    params : list of (W, b)
        Where to start; leave it as it is.
    X : ndarray of shape (N, n_in)
    labels : ndarray of shape (N,) or (N, K)
    lr : float
    batch_size : int
    epochs : int
    rng : numpy.random.Generator

    Returns
    -------
    params : list of (W, b)
        After the last step.
    losses : ndarray of shape (number of steps,)
        Of each batch, before the step that was made on it.
    """
    ...


# %% grade_train role="tests" points=12
check.train(train)
recorded_train = check.recorded(train)
### BEGIN HIDDEN TESTS
probe("p7.train", recorded_train)
### END HIDDEN TESTS

# %% [markdown]
# <a id="runs"></a>
# ## One that works, six that do not
#
# Two half-moons, a network 2 → 16 → 2 with tanh, and your `train`. Its gradient is given here, so that nothing depends
# on your p6.


# %% network role="readonly"
from course.boundary import decision_boundary
from course.data.toy import two_moons


def network_gradient(params, X, labels):
    """Mean cross-entropy of a network with one hidden layer of tanh, and its gradients."""
    (W1, b1), (W2, b2) = params
    A = np.tanh(X @ W1 + b1)
    logits = A @ W2 + b2
    logits = logits - logits.max(axis=1, keepdims=True)
    log_P = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    dlogits = (np.exp(log_P) - np.eye(2)[labels]) / len(X)
    dZ = dlogits @ W2.T * (1 - A**2)
    loss = -log_P[np.arange(len(X)), labels].mean()
    return loss, [(X.T @ dZ, dZ.sum(axis=0)), (A.T @ dlogits, dlogits.sum(axis=0))]


def predict(params, X):
    """The likelier class of each example."""
    (W1, b1), (W2, b2) = params
    return (np.tanh(X @ W1 + b1) @ W2 + b2).argmax(axis=1)


rng = np.random.default_rng(2)
X, labels = two_moons(200, rng, spread=0.15)
new_X, new_labels = two_moons(1000, rng, spread=0.15)
start = [(rng.normal(size=(2, 16)) / np.sqrt(2), np.zeros(16)), (rng.normal(size=(16, 2)) / 4, np.zeros(2))]

# %% it_works
with check.try_it():
    params, losses = train(network_gradient, start, X, labels, 1.0, 20, 25, np.random.default_rng(0))
    share = (predict(params, new_X) == new_labels).mean()
    title = f"loss {losses[0]:.2f} → {losses[-10:].mean():.2f}, right on new examples: {share:.1%}"
    show(decision_boundary(lambda points: predict(params, points), X, labels, title))

# %% [markdown]
# It works. Now six trainings in each of which **one** thing is different:
#
# | | what is different |
# |---|---|
# | A | lr = 60 in place of 1 |
# | B | lr = 0.001 |
# | C | the second feature is in other units: 200 times as large |
# | D | the labels were shuffled apart from the examples |
# | E | all weights and biases start at 0 |
# | F | the step goes along the gradient |
#
# **Predict.** Before you run the cell, sketch for each the loss over the 250 steps: does it rise, fall, stand still,
# jump? The loss of a guess between two classes is $\ln 2 \approx 0.69$. Which of the six look alike in the loss alone?


# %% six_sick_runs
my_prediction = ""  # write it here


def uphill(params, X, labels):
    """The gradients with the wrong sign."""
    loss, grads = network_gradient(params, X, labels)
    return loss, [(-dW, -db) for dW, db in grads]


units = np.array([1.0, 200.0])
apart = np.random.default_rng(3).permutation(labels)
zeros = [(0 * W, 0 * b) for W, b in start]
sick = {  # gradient, start, X, labels, lr
    "A  lr = 60": (network_gradient, start, X, labels, 60.0),
    "B  lr = 0.001": (network_gradient, start, X, labels, 0.001),
    "C  not scaled": (network_gradient, start, units * X, labels, 1.0),
    "D  labels apart": (network_gradient, start, X, apart, 1.0),
    "E  zero start": (network_gradient, zeros, X, labels, 1.0),
    "F  uphill": (uphill, start, X, labels, 1.0),
}


def loss_curves(runs, healthy):
    """One panel for each run, the healthy one in grey."""
    figure = new_figure(
        "loss of each batch, step by step\n(grey: the training that works;\ndotted: ln 2, a guess)", 6.4
    )
    for i, (name, losses) in enumerate(runs.items()):
        axes = figure.add_axes((0.15 + 0.49 * (i % 2), 0.66 - 0.3 * (i // 2), 0.34, 0.18))
        axes.semilogy(healthy, color="#bbbbbb", linewidth=1)
        axes.semilogy(losses, color="#542788", linewidth=1)
        axes.axhline(np.log(2), color="#b35806", linewidth=1, linestyle=":")
        axes.set_title(name, loc="left")
        axes.set_ylim(1e-2, 1e3)
        axes.minorticks_off()
    return figure


with check.try_it(my_prediction):
    curves = {}
    for name, (gradient, begin, examples, classes, lr) in sick.items():
        params, curves[name] = train(gradient, begin, examples, classes, lr, 20, 25, np.random.default_rng(0))
        shift = units if examples is not X else 1.0
        share = (predict(params, shift * new_X) == new_labels).mean()
        end = curves[name][-50:].mean()
        print(f"{name:16} loss {curves[name][0]:6.2f} → {end:7.2f}, right on new examples {share:.1%}")
    show(loss_curves(curves, losses))

# %% [markdown]
# | | what it looks like | the cause | what shows it |
# |---|---|---|---|
# | A | jumps, far above $\ln 2$ | the learning rate is beyond the critical one (task 2) | with a tenth of the lr the loss falls |
# | B | a smooth line that hardly falls | each step is too short | with ten times the lr it falls ten times as fast |
# | C | jumps, around $\ln 2$ | one feature makes $z$ so large that nine of ten tanh are flat, and the curvature $200^2$ times as large | `X.std(axis=0)`; standardised, it is the healthy one again |
# | D | falls to $\ln 2$ and stays | the labels belong to other examples, so there is nothing to learn | look at a few examples with their labels, after the shuffle |
# | E | $\ln 2$ from the first step to the last | all hidden units are and stay the same | the gradients: those of the weights are 0 |
# | F | rises without end | the sign | one step on one batch makes *its* loss larger |
#
# D and E cannot be told apart by the loss: both only guess. And by the share of new examples alone, A and C look fairly
# healthy (but a straight line gets 88 %). So measure more than one thing.
#
# Try what you like, but predict first: which lr between 1 and 60 is the first that is too large? What does momentum 0.9
# do for B, and why as much as ten times its lr?
#
# ## What to take along
#
# * A step goes against the gradient, for all weights at once, with the gradient at the point where the step starts.
# * In a bowl the critical learning rate is $2/\lambda_{max}$: known beforehand, and limited by the largest feature.
# * Momentum adds up what gradients have in common; Adam gives every weight its own learning rate.
# * One epoch: every example once, with its label, in a new order; all random numbers from one `rng`.
# * When a training goes wrong, the cause can be measured. The loss alone often does not show it.
