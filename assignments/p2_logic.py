# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Logic, by hand
#
# A neuron that fires or stays silent divides the plane of its inputs by a line. You will choose such lines yourself,
# without any training: for gates, for circuits that add, for the exclusive or that no single line can make, for
# polygons, and for every truth table there is. At the end your gates add two numbers of four bits.
#
# ```text
#   3 = 0011 ──► ┌───────────────────────────────────┐
#                │ 32 neurons, all of them the same, │ ──► 01100 = 12
#   9 = 1001 ──► │ wired by you                      │
#                └───────────────────────────────────┘
# ```
#
# | | task | points | minutes |
# |---|---|---:|---:|
# | 1 | `gate`: five gates, one neuron each | 8 | 10 |
# | 2 | `nand_net`: any circuit of NAND gates, up to the full adder | 9 | 25 |
# | 3 | `ripple_adder`: add binary numbers of any length | 5 | 15 |
# | 4 | `xor_params`: exclusive or with two layers | 8 | 10 |
# | 5 | `xor_logistic`: the same with smooth units | 8 | 10 |
# | 6 | `is_linearly_separable`: is one neuron enough? | 10 | 25 |
# | 7 | `polygon_net`: half-planes that make a polygon | 10 | 20 |
# | 8 | `dnf_compile`: any truth table | 8 | 15 |
# | 9 | `parity_net`: odd or even, with few units | 4 | 10 |
#
# **How to work.** Fill a cell that says `YOUR CODE HERE`, run it, run the check below it; a check gives no points and
# may be run as often as you like. Where it says **Predict**, write your answer into `my_prediction` before you run the
# cell below it.
#
# **Any right answer counts.** The graded tests run the weights or gates that your functions return and look at what
# they *answer*; they do not compare your weights with ours. They use other inputs and other sizes than the checks here.
# Leave the arrays that you are given unchanged.
#
# Numbers count as right if they agree to six digits. Your code may use numpy, scipy and matplotlib, and pandas and tqdm
# where the grader has them; other packages are not there. An error outside your functions costs no points.

# %% setup role="readonly"
import numpy as np

from course import probe
from course.check import p2 as check

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## A neuron that decides
#
# $$z = \underbrace{x}_{1\times n}\,\underbrace{w}_{n\times 1} + b, \qquad
# \text{step}(z) = \begin{cases}1 & z > 0\\ 0 & z \le 0\end{cases}$$
#
# At $z = 0$ our step is 0. (Some texts write $\operatorname{sign}(z)$ for the step. A sign is $-1$, $0$ or $1$; the
# step is $(\operatorname{sign}(z) + 1)/2$ wherever $z \ne 0$.)
#
# Inputs are rows of zeros and ones; a truth table lists the answer for every row, in counting order.


# %% given_steps role="readonly"
def step(Z):
    """1.0 where Z is above 0, else 0.0."""
    return np.where(Z > 0, 1.0, 0.0)


def boolean_inputs(n):
    """Every row of n zeros and ones in counting order, shape (2**n, n); the first input is the highest binary digit."""
    return np.indices((2,) * n).reshape(n, -1).T.astype(float)


print(boolean_inputs(2))

# %% [markdown]
# ## Task 1 · `gate` (8 points)
#
# | $x_1\;x_2$ | and | or | nand | nor | | $x$ | not |
# |---|---|---|---|---|---|---|---|
# | 0 0 | 0 | 0 | 1 | 1 | | 0 | 1 |
# | 0 1 | 0 | 1 | 1 | 0 | | 1 | 0 |
# | 1 0 | 0 | 1 | 1 | 0 | | | |
# | 1 1 | 1 | 1 | 0 | 0 | | | |
#
# Choose $w$ and $b$ for each. A NAND to check by hand: $w = (-2, -2)$, $b = 3$ gives $z = 3, 1, 1, -1$ for the four
# rows: fires, fires, fires, silent.
#
# The bias is minus the threshold: $x_1 + x_2 > 1.5$ is $x_1 + x_2 - 1.5 > 0$. Put the line halfway between the rows
# that must fire and those that must not, and nothing depends on what happens at exactly 0.


# %% solve_gate role="solution" reference="reference_solution.logic.threshold:gate"
def gate(name):
    """Weights of the neuron that is a logic gate: step(x @ w + b).

    Parameters
    ----------
    name : {"and", "or", "nand", "nor", "not"}

    Returns
    -------
    w : ndarray of shape (2,), or (1,) for "not"
    b : float
    """
    ...


# %% grade_gate role="tests" points=8
check.gate(gate)
### BEGIN HIDDEN TESTS
probe("p2.gate", gate)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Multiply $w$ and $b$ of a gate by 7. By $-1$. Add 0.2 to every weight. Which of the three still is the
# gate *and*?

# %% predict_scaling
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    w, b = gate("and")
    X = boolean_inputs(2)
    print("times 7      ", step(X @ (7 * w) + 7 * b))
    print("times -1     ", step(X @ -w - b))
    print("weights + 0.2", step(X @ (w + 0.2) + b))

# %% [markdown]
# A positive multiple is the same line with the same side. Times $-1$ is the same line with the *other* side: nand, as
# long as no row sits on the line.
#
# ## Task 2 · `nand_net` (9 points)
#
# NAND alone suffices for every circuit. A circuit is a list of gates. Wires are numbered: first the inputs, then each
# gate makes the next wire. A gate is a pair: the two wires it reads, which must exist already. The wire of an input may
# be read twice.
#
# By hand: `[(0, 1), (2, 2)]` with the inputs on wires 0 and 1. Gate `(0, 1)` puts nand of the inputs on wire 2; gate
# `(2, 2)` puts nand of wire 2 with itself, its *not*, on wire 3. Showing `[3]` makes the circuit *and*.
#
# ```text
#  half adder: x + y = 2·carry + sum          full adder: x + y + c = 2·carry + sum
#   x y | carry sum                           a half adder for x + y, another for that sum + c;
#   0 0 |   0    0                            the whole carries if one of the two carries does
#   0 1 |   0    1                            (both cannot: why?)
#   1 0 |   0    1
#   1 1 |   1    0      sum = x xor y, carry = x and y
# ```
#
# Ideas: $\text{or}(x, y) = \text{nand}(\text{not } x, \text{not } y)$ (De Morgan). For xor, compute
# $m = \text{nand}(x, y)$ once and use it three times. The points ask for no more gates than not 1, and 2, or 3, xor 4,
# half adder 5, full adder 9; more gates cost one point of nine.


# %% run_nand_net role="readonly"
def run_nand_net(gates, outputs, X):
    """The wires `outputs` of a circuit of NANDs for every row of X; the result has shape (N, len(outputs))."""
    wires = list(X.T)
    for i, j in gates:
        wires.append(step(-2 * wires[i] - 2 * wires[j] + 3))  # a neuron: the NAND above
    return np.stack([wires[i] for i in outputs], axis=1)


print(run_nand_net([(0, 1), (2, 2)], [3], boolean_inputs(2)).ravel())


# %% solve_nand_net role="solution" reference="reference_solution.logic.nand:nand_net"
def nand_net(name):
    """A circuit of NANDs for a small function.

    Parameters
    ----------
    name : {"not", "and", "or", "xor", "half adder", "full adder"}
        The full adder's third input is the carry from before.

    Returns
    -------
    gates : list of (int, int)
        The wires that each gate reads.
    outputs : list of int
        The wires to show: one; for the adders two, the sum first, then the carry.
    """
    ...


# %% grade_nand_net role="tests" points=9
check.nand_net(nand_net)
### BEGIN HIDDEN TESTS
probe("p2.nand_net", nand_net)
### END HIDDEN TESTS

# %% [markdown]
# ## Task 3 · `ripple_adder` (5 points)
#
# Add as on paper, from the lowest bit: a half adder for the lowest bits, then full adders, each fed with the carry of
# the one before.
#
# ```text
#   x0 y0      x1 y1      x2 y2
#    ▼ ▼        ▼ ▼        ▼ ▼
#   half ─c0─► full ─c1─► full ─c2─► last carry
#    ▼          ▼          ▼
#    s0         s1         s2
# ```
#
# The inputs are all bits of the first number, then all bits of the second, **lowest bit first**. So with 2 bits, the
# row `1 1 0 1` is $3 + 2$: $x = 1 + 2\cdot 1$, $y = 0 + 2\cdot 1$; the answer is $5$, the bits `1 0 1`.
#
# The work is in the wires. Each small circuit counts its own wires from 0; in the large one, its inputs are other
# wires, and its first gate makes wire $2n + $ (gates so far). A list `wires` that translates the small numbers to the
# large ones does it: `wires[0]` is the wire of the bit of $x$, and so on.


# %% solve_ripple_adder role="solution" reference="reference_solution.logic.nand:ripple_adder"
def ripple_adder(n_bits):
    """A circuit of NANDs that adds two numbers of n_bits bits.

    Parameters
    ----------
    n_bits : int
        At least 1.

    Returns
    -------
    gates : list of (int, int)
    outputs : list of int
        The n_bits + 1 bits of the sum, lowest first; the last carry comes last.
    """
    ...


# %% grade_ripple_adder role="tests" points=5
check.ripple_adder(ripple_adder)
### BEGIN HIDDEN TESTS
probe("p2.ripple_adder", ripple_adder)
### END HIDDEN TESTS

# %% [markdown]
# ## Why two layers? A proof in four lines
#
# Can *one* neuron be the exclusive or? It would need
#
# $$b \le 0, \qquad w_1 + b > 0, \qquad w_2 + b > 0, \qquad w_1 + w_2 + b \le 0 .$$
#
# Add the two in the middle: $w_1 + w_2 + 2b > 0$. Add the outer two: $w_1 + w_2 + 2b \le 0$. Both cannot be.
#
# ## Task 4 · `xor_params` (8 points)
#
# Two neurons first, then one that reads them: exclusive or is "or, but not and". One layer is now a matrix: column $k$
# of $W$ holds the weights of unit $k$.
#
# $$\underbrace{A}_{N\times 2} = \text{step}(\underbrace{X}_{N\times 2}\,\underbrace{W}_{2\times 2} + b), \qquad
# \underbrace{z}_{N\times 1} = A\,\underbrace{V}_{2\times 1} + c, \qquad y = \text{step}(z)$$
#
# A well-known network: $h_1 = [x_1 + x_2 - 0.5 > 0]$, $h_2 = [x_1 + x_2 - 1.5 > 0]$; its output can be written in
# two ways, $[h_1 + (1 - h_2) - 1.5 > 0]$ and $[h_1 - h_2 - 0.5 > 0]$. Convince yourself that they are the same. For
# $(1, 1)$: $h_1 = h_2 = 1$, $z = -0.5$: silent.
#
# Write this network or another with two hidden units. For task 5, let every $z$ be at least $1/2$ away from 0.


# %% threshold_forward role="readonly"
def threshold_forward(params, X):
    """Steps in the hidden layers, a linear output; returns z of shape (N, n_out)."""
    A = X
    for W, b in params[:-1]:
        A = step(A @ W + b)
    W, b = params[-1]
    return A @ W + b


# %% solve_xor_params role="solution" reference="reference_solution.logic.xor:xor_params"
def xor_params():
    """The network of two hidden units that computes the exclusive or.

    Returns
    -------
    params : list of (W, b)
        Of the hidden layer, shapes (2, 2) and (2,); of the output, (2, 1) and (1,).
    """
    ...


# %% grade_xor_params role="tests" points=8
check.xor_params(xor_params)
### BEGIN HIDDEN TESTS
probe("p2.xor_params", xor_params)
### END HIDDEN TESTS

# %% [markdown]
# ## Task 5 · `xor_logistic` (8 points)
#
# A logistic unit $\sigma(z) = 1/(1 + e^{-z})$ is a soft step: $\sigma(kz)$ comes the nearer to $\text{step}(z)$ the
# larger $k$ is, wherever $z \ne 0$. So take your network and make every $z$ larger, $k$ times. What must be
# multiplied for that?
#
# By hand: $z = x_1 + x_2 - 1.5$ at $(1, 0)$ is $-0.5$, and at $k = 10$ it should be $-5$, with $\sigma(-5) = 0.0067$.
#
# How good is it? If $|z| \ge 1/2$ for every hidden unit, each is off by at most $e = \sigma(-k/2)$. In the network
# above the output's $z/k$ is then off by at most $2e$, so the answer by at most $\sigma(-k\,(1/2 - 2e))$. The graded
# test asks for this bound, and that the network is undecided, near $1/2$, as $k$ goes to 0.


# %% solve_xor_logistic role="solution" reference="reference_solution.logic.xor:xor_logistic"
def xor_logistic(k):
    """The network of xor_params for logistic units.

    Parameters
    ----------
    k : float
        Above 0; the larger, the nearer a logistic unit is to a step.

    Returns
    -------
    params : list of (W, b)
        Shapes as in xor_params; the sigmoid of the output's z is the answer.
    """
    ...


# %% grade_xor_logistic role="tests" points=8
check.xor_logistic(xor_logistic)
### BEGIN HIDDEN TESTS
probe("p2.xor_logistic", xor_logistic)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** What is the smallest whole $k$ for which all four answers are off by less than 0.01? And does the network
# say the right thing at $k = 1$, if you round its answers?


# %% predict_k
my_prediction = ""  # your number here


def logistic_forward(params, X):
    """The answers of logistic units in all layers."""
    for W, b in params:
        X = 1 / (1 + np.exp(-(X @ W + b)))
    return X


with check.try_it(my_prediction):
    wanted = np.array([0.0, 1.0, 1.0, 0.0])
    for k in (1, 2, 3, 5, 8, 9, 10, 11, 15):
        answers = logistic_forward(xor_logistic(k), boolean_inputs(2)).ravel()
        print(f"k = {k:2}: {answers}, largest error {abs(answers - wanted).max():.4f}")

# %% [markdown]
# A logistic network can be trained by gradient descent, and a step network cannot: the step's slope is 0 wherever it
# has one, so the weights before it get no gradient. That is why everything after this notebook is smooth, or nearly so.
#
# ## Task 6 · `is_linearly_separable` (10 points)
#
# Given examples and their classes: *is* there a neuron that tells them apart?
#
# $$x_i\,w + b > 0 \text{ for class 1}, \qquad x_i\,w + b < 0 \text{ for the other class}$$
#
# Some state it without the bias, $w^{*\top} x > 0$: that asks for a line through the origin unless $x$ carries a
# constant 1.
#
# Two ways to be *sure*, choose one:
#
# * **Elimination**, the proof above made mechanical. Subtract each inequality of the other class from each of class 1:
#   $b$ disappears, $(x_+ - x_-)\,w > 0$ remains for every pair. Then get rid of the last weight: two rows in which it
#   has opposite signs add up (each multiplied by the other's size) to a row without it; rows where it is 0 stay. Repeat
#   until one weight is left; it exists if all its coefficients have the same sign, and none is 0. By hand, xor: the
#   rows $(0,1)-(0,0)$, $(0,1)-(1,1)$, $(1,0)-(0,0)$, $(1,0)-(1,1)$ are $(0, 1)$, $(-1, 0)$, $(1, 0)$, $(0, -1)$. The
#   first and the last give $0 > 0$: impossible.
# * **The perceptron** with its bound (p1): with $R$ the largest $\lVert(x, 1)\rVert$ and $\gamma$ the margin, it makes
#   at most $(R/\gamma)^2$ mistakes. After more it has proved that there is no such margin. In the graded tests
#   $R/\gamma \le 50$ where the classes can be separated.
#
# Labels: class 1 has `y == 1`; everything else, 0 or -1, is the other class. If one class has no examples, the answer
# is True.


# %% solve_is_linearly_separable role="solution" reference="reference_solution.logic.separability:is_linearly_separable"
def is_linearly_separable(X, y):
    """Are there w and b with x @ w + b > 0 exactly for class 1, and < 0 for the others?

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
    y : ndarray of shape (N,)
        1 for class 1; anything else, 0 or -1, for the other.

    Returns
    -------
    bool
    """
    ...


# %% grade_is_linearly_separable role="tests" points=10
check.is_linearly_separable(is_linearly_separable)
### BEGIN HIDDEN TESTS
probe("p2.is_linearly_separable", is_linearly_separable)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Of the 16 truth tables of two inputs, one neuron makes 14. How many of the 256 tables of three inputs?
# More than half?

# %% predict_separable
my_prediction = ""  # your number here

with check.try_it(my_prediction):
    for n in (2, 3):
        tables = ((number >> np.arange(2**n)) & 1 for number in range(2**2**n))
        count = sum(bool(is_linearly_separable(boolean_inputs(n), table)) for table in tables)
        print(f"{n} inputs: {count} of {2**2**n} tables")

# %% [markdown]
# With four inputs it is 1,882 of 65,536, and the share keeps falling. Two layers can compute every table: that is task 8.
#
# ## Task 7 · `polygon_net` (10 points)
#
# A hidden unit in the plane is a half-plane. An output that asks for *all* of them makes their intersection: a convex
# polygon. One that asks for *any* makes their union (with weights 1, 1 and bias $-0.5$).
#
# A side runs from corner $p$ to corner $q$. Turn $q - p = (d_1, d_2)$ left by a right angle: $w = (-d_2, d_1)$. Then
# $z = x\,w + b$ with $b = -p\,w$ is 0 on the line through both, and positive on its left.
#
# By hand: $p = (0, 0)$, $q = (4, 0)$: $w = (0, 4)$, $b = 0$, and at $(1, 1)$ above the side $z = 4$.
#
# If the corners run anticlockwise, left is inside. If they run clockwise, it is not: which point can you ask? The
# points of the tests keep away from the border.


# %% solve_polygon_net role="solution" reference="reference_solution.logic.half_planes:polygon_net"
def polygon_net(vertices):
    """A network that fires inside a convex polygon and nowhere else.

    Parameters
    ----------
    vertices : ndarray of shape (n, 2)
        Corners in order, either way round.

    Returns
    -------
    params : list of (W, b)
        Shapes (2, n) and (n,): one hidden unit for each side; then (n, 1) and (1,).
    """
    ...


# %% grade_polygon_net role="tests" points=10
check.polygon_net(polygon_net)
### BEGIN HIDDEN TESTS
probe("p2.polygon_net", polygon_net)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** A pentagon. The output of the next cell asks for *at least 4* of its 5 sides, not for all of them. Sketch
# the region; then sketch it for at least 3. Run, change `least`, run again.

# %% predict_pentagon
my_prediction = ""  # write it here


from course.boundary import decision_boundary
from course.plots import show

with check.try_it(my_prediction):
    angles = 2 * np.pi * (np.arange(5) + 0.25) / 5
    corners = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    hidden, _ = polygon_net(corners)
    around = np.vstack([0.4 * corners, 3 * corners])
    least = 4

    def fires(points):
        output = np.ones((5, 1)), np.array([0.5 - least])
        return step(threshold_forward([hidden, output], points)).ravel().astype(int)

    show(decision_boundary(fires, around, fires(around), f"at least {least} of 5 sides"))

# %% [markdown]
# ## Task 8 · `dnf_compile` (8 points)
#
# Any truth table, by two layers. For every row $r$ whose value is 1, one hidden unit that fires at $r$ and nowhere
# else; the output is an or over them.
#
# Weight $+1$ where $r$ is 1, $-1$ where it is 0: then $x\,w$ is largest at $x = r$, where it is the number of ones of
# $r$, and at least 1 less for every other $x$. By hand, $r = (1, 0)$: $w = (1, -1)$ gives $0, -1, 1, 0$ for the four
# rows; which $b$ leaves the third one alone above 0?
#
# A table without ones needs no hidden unit at all: arrays of shape `(n, 0)`, `(0,)`, `(0, 1)` are fine (numpy can
# multiply them), and so is one unit that never fires.


# %% solve_dnf_compile role="solution" reference="reference_solution.logic.boolean:dnf_compile"
def dnf_compile(table):
    """The network that computes a truth table.

    Parameters
    ----------
    table : ndarray of shape (2**n,)
        Zeros and ones: the value at each row of boolean_inputs(n).

    Returns
    -------
    params : list of (W, b)
        Shapes (n, units), (units,), (units, 1), (1,), with no more units than the table has ones.
    """
    ...


# %% grade_dnf_compile role="tests" points=8
check.dnf_compile(dnf_compile)
### BEGIN HIDDEN TESTS
probe("p2.dnf_compile", dnf_compile)
### END HIDDEN TESTS

# %% [markdown]
# ## Task 9 · `parity_net` (4 points)
#
# Parity: is the number of ones odd? Half of all rows are 1 and no two of them are neighbours, so `dnf_compile` needs
# $2^{n-1}$ hidden units. So does any network whose units are ands under an or. But threshold units can **count**, and
# then $n$ of them are enough.
#
# Let unit $k = 1 \dots n$ say "at least $k$ ones". With $s$ ones, the first $s$ units fire. Which output weights make
# the sum $1, 0, 1, 0, \dots$ for $s = 1, 2, 3, 4, \dots$?


# %% solve_parity_net role="solution" reference="reference_solution.logic.boolean:parity_net"
def parity_net(n):
    """A network of n hidden units that fires if the number of ones is odd.

    Parameters
    ----------
    n : int
        Number of inputs.

    Returns
    -------
    params : list of (W, b)
        Shapes (n, n), (n,), (n, 1), (1,).
    """
    ...


# %% grade_parity_net role="tests" points=4
check.parity_net(parity_net)
### BEGIN HIDDEN TESTS
probe("p2.parity_net", parity_net)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Hidden units for the parity of 8 inputs: from `dnf_compile`, and from `parity_net`?

# %% predict_parity
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for n in (2, 4, 8):
        odd = boolean_inputs(n).sum(axis=1) % 2
        by_rows, by_counting = dnf_compile(odd), parity_net(n)
        same = (step(threshold_forward(by_counting, boolean_inputs(n))).ravel() == odd).all()
        units = by_rows[0][0].shape[1], by_counting[0][0].shape[1]
        print(f"{n} inputs: {units[0]:3} units by rows, {units[1]} by counting, both right: {same}")

# %% [markdown]
# <a id="adds"></a>
# ## It adds
#
# Everything below is made of one neuron, $\text{step}(-2x_1 - 2x_2 + 3)$, copied and wired by your functions.

# %% adds
with check.try_it():
    gates, outputs = ripple_adder(4)

    def bits(number, count):
        return [(number >> i) & 1 for i in range(count)]

    def add(x, y):
        row = np.array([bits(x, 4) + bits(y, 4)], dtype=float)
        return run_nand_net(gates, outputs, row)[0]

    for x, y in [(3, 9), (15, 1), (7, 7), (15, 15)]:
        total = add(x, y)
        shown = "".join(str(int(bit)) for bit in total[::-1])
        print(f"{x:2} + {y:2}:  {x:04b} + {y:04b} = {shown}, that is {int(total @ 2 ** np.arange(5))}")

    every = np.array([bits(x, 4) + bits(y, 4) for x in range(16) for y in range(16)], dtype=float)
    sums = run_nand_net(gates, outputs, every) @ 2 ** np.arange(5)
    right = (sums.reshape(16, 16) == np.add.outer(np.arange(16), np.arange(16))).sum()
    print(f"{len(gates)} neurons; {right} of 256 sums are right")

# %% [markdown]
# Change the circuit: break one gate and see how many sums survive. Then think of a subtraction.
#
# ## What to take along
#
# * One threshold neuron is a half-space; the bias says where its border is. Put it between the examples, not on them.
# * What one neuron cannot do, two layers can: every truth table, every convex polygon.
# * How many units that takes depends on what they do: $2^{n-1}$ that look for rows, $n$ that count.
# * Logistic units are soft steps: scale weights *and* biases, and they come as near as you like.
