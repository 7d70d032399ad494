# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # An engine that differentiates
#
# You will write a program that takes *any* formula, however long, and gives the derivative of its result with respect
# to every number in it, exactly and at once. It has about sixty lines; at the end, a network learns with nothing else.
#
# ```text
#                      forward: numbers  ────►
#
#    w ──┬──► w·x ──► z ──► σ ──► y ──► L ──► L_reg
#    x ──│────┘       ▲                        ▲
#    b ──│────────────┘                        │
#        └──► R = w²/2 ────────────────────────┘
#
#                      ◄────  backward: slopes
# ```
#
# Forward, every box computes a number. Backward, every box tells those before it how much the result would change if
# *they* did. A box knows nothing but its own slope; the engine only carries the messages.
#
# | | task | points | minutes |
# |---|---|---:|---:|
# | 1 | [by hand](#hand): `two_paths`, `logistic_least_squares` | 20 | 35 |
# | 2 | [operations](#operations) with a memory: `add`, `mul`, `power`, `exp`, `log`, `tanh`, `sigmoid`, `relu`, `maximum` | 36 | 45 |
# | 3 | [`topological_order`](#order): who comes before whom | 14 | 30 |
# | 4 | [`backward`](#backward): the engine | 16 | 20 |
# | 5 | [`softmax_ce_graph`](#entropy): a loss, of your own operations | 12 | 20 |
# | 6 | [`scalar_mlp`, `descend`, `learn_xor`](#network): a network, neuron by neuron | 12 | 30 |
# | | [it learns](#learns), and a new operation for those who want more | – | 15 |
#
# **How to work.** Fill a cell that says `YOUR CODE HERE`, run it, run the check below it. A check tells what is right,
# what is not, and the likely slip; it gives no points, and you may run it as often as you like. Where it says
# **Predict**, write your answer into `my_prediction` before you run the cell below it.
#
# The graded tests use other numbers and other graphs. They look at values and slopes, not at how your graphs are built:
# a tanh made of exponentials is as good as one of its own.
#
# Numbers count as right if they agree to six digits. Your code may use numpy, scipy and matplotlib, and pandas and tqdm
# where the grader has them; other packages are not there. An error outside your functions costs no points.

# %% setup role="readonly"
import numpy as np

from course import probe
from course.check import p5 as check
from course.plain_graphs import Asking

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# <a id="hand"></a>
# ## Task 1 · By hand first (20 points)
#
# A bar over a quantity means: the derivative of the **result** with respect to it (others write $\delta$). In code
# we write `dx` for $\bar x$. It is a number, not a formula: the engine will store it beside the value.
#
# If $t$ moves $x$ and $y$, and both move $f$, then what arrives at $t$ is a sum over the two paths, and along each
# path slopes multiply:
#
# $$\bar t \;=\; \underbrace{\bar x\,\frac{dx}{dt}}_{\text{through } x} \;+\;
# \underbrace{\bar y\,\frac{dy}{dt}}_{\text{through } y}.$$
#
# ### `two_paths` (7 points)
#
# An example: $f = y + e^{xy}$ with $x = \cos t$ and $y = t^2$.
#
# ```text
#         ┌──► x = cos t ──┐
#    t ───┤                ├──► f = y + exp(x y)
#         └──► y = t² ─────┘
# ```
#
# By hand, at $t = 0$: $x = 1$, $y = 0$, $f = 1$; $\bar x = 0$, $\bar y = 2$ (careful: $y$ enters $f$ twice); both paths
# bring 0, because $\sin 0 = 0$ and $2t = 0$.


# %% solve_two_paths role="solution" reference="reference_solution.autodiff.two_paths:two_paths"
def two_paths(t):
    """Derivative of f = y + exp(x y) with x = cos t and y = t**2, path by path.

    Parameters
    ----------
    t : float

    Returns
    -------
    dict of float
        With the keys x, y, f;
        dx, dy: the derivatives of f with respect to x (y held fixed) and to y (x held fixed);
        through_x, through_y: what each path brings to t; and dt, the derivative of f with respect to t.
    """
    ...


# %% grade_two_paths role="tests" points=7
check.two_paths(two_paths)
### BEGIN HIDDEN TESTS
probe("p5.two_paths", two_paths)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Between $t = 0$ and $t = 3$ the path through $x$ pulls $f$ down, the path through $y$ pushes it up. Where
# do the two come nearest to cancelling? Is there a place where $f$ falls? Guess, then look.

# %% predict_paths
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    rows = [(t, two_paths(t)) for t in (0.5, 1.0, 1.3, 1.5, 1.7, 2.0, 2.5, 3.0)]
    print("  t   through x  through y       dt")
    for t, row in rows:
        print(f"{t:3.1f}  {row['through_x']:10.3f} {row['through_y']:10.3f} {row['dt']:8.3f}")

# %% [markdown]
# ### `logistic_least_squares` (13 points)
#
# One neuron, squared error, and a penalty on the weight (it is the picture at the top):
#
# $$z = wx + b, \qquad y = \sigma(z), \qquad L = \tfrac12 (y - t)^2, \qquad R = \tfrac12 w^2, \qquad
# L_{reg} = L + \lambda R.$$
#
# Go through it once forward, once backward, and write a line for each quantity. Each line of the backward pass has the
# form *what arrives from the right* × *one slope*, and uses only numbers that are there already:
#
# | | arrives from | its slope |
# |---|---|---|
# | `dL_reg` | nobody: it is the result | in itself: 1 |
# | `dR`, `dL` | `L_reg` | look at $L + \lambda R$ |
# | `dy` | `L` | of $\frac12(y - t)^2$ in $y$ |
# | `dz` | `y` | of the sigmoid: $y\,(1 - y)$ |
# | `db` | `z` | of $wx + b$ in $b$ |
# | `dw` | **two**: `z` and `R` | one for each; the messages add up |
#
# By hand, with $w = 0$, $b = 0$, $x = 2$, $t = 1$, $\lambda = 0.1$: $z = 0$, $y = \frac12$, $\bar y = -\frac12$,
# $\bar z = -\frac12 \cdot \frac14 = -\frac18$, $\bar b = -\frac18$, $\bar w = -\frac28 + 0.1 \cdot 0 = -\frac14$.


# %% solve_logistic_least_squares role="solution" reference="reference_solution.autodiff.logistic_least_squares:logistic_least_squares"
def logistic_least_squares(w, b, x, t, lam):
    """Forward and backward pass of L_reg = 1/2 (sigmoid(w x + b) - t)**2 + lam/2 w**2.

    Parameters
    ----------
    w, b, x, t, lam : float

    Returns
    -------
    dict of float
        With the keys z, y, L, R, L_reg and dL_reg, dR, dL, dy, dz, dw, db; R is without lam.
    """
    ...


# %% grade_logistic_least_squares role="tests" points=13
check.logistic_least_squares(logistic_least_squares)
### BEGIN HIDDEN TESTS
probe("p5.logistic_least_squares", logistic_least_squares)
### END HIDDEN TESTS

# %% [markdown]
# The backward pass is mechanical: line by line, from right to left, each with a slope from a table. So a program can do
# it.
#
# <a id="operations"></a>
# ## Task 2 · Numbers with a memory (36 points)
#
# A `Value` is a number that remembers what it was made from. Its `edges` are pairs `(parent, slope)`: *this parent made
# me, and if it grows by a little, I grow by slope times as much*.
#
# ```text
#    a: Value(2.0) ───slope 3───┐
#                               ├──► c: Value(26.0, edges=((a, 3.0), (b, 4.0)))     c = 3 a + 4 b
#    b: Value(5.0) ───slope 4───┘
# ```
#
# The class is given; it only holds things, and passes `a + b` to *your* `add`, `a * b` to your `mul`, and so on. In
# formulas there are plain numbers, too (`2 * a`): `wrap` makes a node of a plain number, and leaves a node as it is.


# %% value role="readonly"
class Value:
    """A number, the edges on which it arrived, and room for the gradient that comes back."""

    def __init__(self, data, edges=()):
        self.data = float(data)
        self.edges = tuple(edges)
        self.grad = 0.0

    def __repr__(self):
        return f"Value(data={self.data:.4g}, grad={self.grad:.4g})"

    def __add__(self, other):
        return add(self, other)

    def __radd__(self, other):
        return add(other, self)

    def __mul__(self, other):
        return mul(self, other)

    def __rmul__(self, other):
        return mul(other, self)

    def __pow__(self, exponent):
        return power(self, exponent)

    def __neg__(self):
        return mul(self, -1.0)

    def __sub__(self, other):
        return add(self, -other)

    def __rsub__(self, other):
        return add(other, -self)

    def __truediv__(self, other):
        return mul(self, wrap(other) ** -1.0)

    def __rtruediv__(self, other):
        return mul(other, self**-1.0)


def wrap(number):
    """A plain number as a Value; a Value as it is."""
    return number if isinstance(number, Value) else Value(number)


ask = Asking(Value)  # so that checks and tests can put their questions in plain numbers

# %% [markdown]
# ### A sum (4 points)
#
# $c = a + b$: raise $a$ by $h$, and $c$ rises by $h$. Both slopes are 1.
#
# `a` and `b` may be the *same* node, as in `a + a`. Then there are simply two edges to it. Do not try to be clever
# here: the engine will add up what comes back along both.


# %% solve_add role="solution" reference="reference_solution.autodiff.value:add"
def add(a, b):
    """a + b.

    Parameters
    ----------
    a, b : Value or float

    Returns
    -------
    Value
        With an edge to each of the two.
    """
    ...


# %% grade_add role="tests" points=4
check.add(ask.operation(add))
### BEGIN HIDDEN TESTS
probe("p5.add", ask.operation(add))
### END HIDDEN TESTS

# %% [markdown]
# ### A product (5 points)
#
# $c = a\,b$ with $a = 2$, $b = 5$: raise $a$ by $h$, and $c = (2 + h) \cdot 5$ rises by $5h$. So the slope in $a$ is …,
# and the one in $b$ …
#
# By hand: $y \cdot y$ at $y = 3$ has two edges to $y$, with slope 3 each; together 6, as it should be for a square.


# %% solve_mul role="solution" reference="reference_solution.autodiff.value:mul"
def mul(a, b):
    """a * b.

    Parameters
    ----------
    a, b : Value or float

    Returns
    -------
    Value
        With an edge to each of the two.
    """
    ...


# %% grade_mul role="tests" points=5
check.mul(ask.operation(mul))
### BEGIN HIDDEN TESTS
probe("p5.mul", ask.operation(mul))
### END HIDDEN TESTS

# %% [markdown]
# ### A power (4 points)
#
# $a^n$ with a constant $n$ of any kind, so only $a$ gets an edge. The slope is $n\,a^{n-1}$. By hand: $n = -1$,
# $a = 2$: value $\frac12$, slope $-\frac14$. With that, `Value` can divide.


# %% solve_power role="solution" reference="reference_solution.autodiff.value:power"
def power(a, exponent):
    """a ** exponent.

    Parameters
    ----------
    a : Value or float
    exponent : float
        A constant; it has no edge.

    Returns
    -------
    Value
    """
    ...


# %% grade_power role="tests" points=4
check.power(ask.operation(power))
### BEGIN HIDDEN TESTS
probe("p5.power", ask.operation(power))
### END HIDDEN TESTS

# %% [markdown]
# ### Four curves (3 + 3 + 4 + 4 points)
#
# | $y =$ | slope | by hand |
# |---|---|---|
# | $e^a$ | $y$ | $a = 0$: 1 and 1 |
# | $\log a$ (natural) | $1/a$ | $a = 2$: 0.6931 and 0.5 |
# | $\tanh a$ | $1 - y^2$ | $a = 0$: 0 and 1 |
# | $\sigma(a) = 1/(1 + e^{-a})$ | $y\,(1 - y)$ | $a = 0$: ½ and ¼ |
#
# Mind which letter stands in the slope: for the logarithm it is what went in, for the others what came out. Use
# `np.exp`, `np.log`, `np.tanh` on the *data*; they know nothing of a `Value`.
#
# The sigmoid must work up to $a = \pm 800$. $e^{800}$ is too large for a float, $e^{-800}$ is 0, which does no harm:
# for $a < 0$ write $\sigma(a) = e^{a}/(1 + e^{a})$ (multiply above and below by $e^a$).


# %% solve_exp role="solution" reference="reference_solution.autodiff.value:exp"
def exp(a):
    """e ** a, for a Value or a float; returns a Value."""
    ...


# %% grade_exp role="tests" points=3
check.exp(ask.operation(exp))
### BEGIN HIDDEN TESTS
probe("p5.exp", ask.operation(exp))
### END HIDDEN TESTS


# %% solve_log role="solution" reference="reference_solution.autodiff.value:log"
def log(a):
    """Natural logarithm of a Value or a float; returns a Value."""
    ...


# %% grade_log role="tests" points=3
check.log(ask.operation(log))
### BEGIN HIDDEN TESTS
probe("p5.log", ask.operation(log))
### END HIDDEN TESTS


# %% solve_tanh role="solution" reference="reference_solution.autodiff.value:tanh"
def tanh(a):
    """Hyperbolic tangent of a Value or a float; returns a Value."""
    ...


# %% grade_tanh role="tests" points=4
check.tanh(ask.operation(tanh))
### BEGIN HIDDEN TESTS
probe("p5.tanh", ask.operation(tanh))
### END HIDDEN TESTS


# %% solve_sigmoid role="solution" reference="reference_solution.autodiff.value:sigmoid"
def sigmoid(a):
    """1 / (1 + e ** -a) of a Value or a float between -800 and 800; returns a Value."""
    ...


# %% grade_sigmoid role="tests" points=4
check.sigmoid(ask.operation(sigmoid))
### BEGIN HIDDEN TESTS
probe("p5.sigmoid", ask.operation(sigmoid))
### END HIDDEN TESTS

# %% [markdown]
# ### Two with a kink (4 + 5 points)
#
# $\text{relu}(a) = \max(0, a)$: slope 1 where $a > 0$, 0 where $a < 0$. At the kink itself any number between is as
# good (the tests do not ask).
#
# `maximum` takes any number of inputs: slope 1 to the largest, 0 to the rest. But what if two are equal, both largest?
# Raise *both* by $h$: how much does the maximum rise? So what must the slopes sum to? (Some notes give 1 to each of
# them. Then $\max(x, x)$, which is $x$, would have slope 2.) How they share is up to you.


# %% solve_relu role="solution" reference="reference_solution.autodiff.value:relu"
def relu(a):
    """max(0, a) of a Value or a float; returns a Value."""
    ...


# %% grade_relu role="tests" points=4
check.relu(ask.operation(relu))
### BEGIN HIDDEN TESTS
probe("p5.relu", ask.operation(relu))
### END HIDDEN TESTS


# %% solve_maximum role="solution" reference="reference_solution.autodiff.value:maximum"
def maximum(*inputs):
    """The largest of any number of inputs.

    Parameters
    ----------
    *inputs : Value or float

    Returns
    -------
    Value
        The slopes of its edges sum to 1.
    """
    ...


# %% grade_maximum role="tests" points=5
check.maximum(ask.operation(maximum))
### BEGIN HIDDEN TESTS
probe("p5.maximum", ask.operation(maximum))
### END HIDDEN TESTS

# %% [markdown]
# Now formulas build graphs on their own, without your doing anything. **Predict.** $f = y + e^{xy}$ again, with
# $x = \cos 1$ and $y = 1$ as given numbers. How many edges are there altogether? On how many paths does $y$ reach $f$?

# %% predict_graph
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    x, y = Value(np.cos(1.0)), Value(1.0)
    product = x * y
    power_of_e = exp(product)
    f = y + power_of_e
    for name, node in [("product", product), ("power_of_e", power_of_e), ("f", f)]:
        print(f"{name:10} = {node.data:.4f}, slopes of its edges: {[round(slope, 4) for _, slope in node.edges]}")
    names = {x: "x", y: "y", product: "product", power_of_e: "power_of_e"}
    print("f was made from", " and ".join(names[parent] for parent, _ in f.edges))
    print("edges altogether:", sum(len(node.edges) for node in (product, power_of_e, f)))

# %% [markdown]
# $y$ reaches $f$ on two paths, directly and through the product; both will bring something back.
#
# <a id="order"></a>
# ## Task 3 · `topological_order` (14 points)
#
# Who sends when? Here is the smallest graph where it matters: $b = 3a$ and $f = b + b^2$, at $a = 2$.
#
# ```text
#                       ┌────────1────────┐
#    a = 2 ────3────► b = 6               ▼
#                       └──12──► b² ──1──► f = 42
# ```
#
# $f = 3a + 9a^2$, so $df/da = 3 + 18a = 39$. Now three postmen:
#
# * The first visits nodes as he *finds* them, walking from $f$: $f$, then its parents $b$ and $b^2$. So $b$ sends when
#   only the 1 from $f$ has arrived: $3 \cdot 1$. The 12 comes later, and stays at $b$. Total at $a$: **3**.
# * The second sends at once whatever arrives, and goes on from there. $b$ gets 1 and sends 3; then it gets 12 more and
#   sends *all it has*, $3 \cdot 13$. Total: **42**.
# * The third waits until *all* who were made from $b$ have sent. $b$ has $1 + 12$ and sends once. Total: **39**.
#
# **Predict.** Here is the second postman, in five lines; they are wrong on purpose. What does he make of
# $f = (b + c) + c$ with $b = 3a$, $c = b^2$? Put a number here before you run: …

# %% predict_postman
my_prediction = ""  # write it here

with check.try_it(my_prediction):

    def send_at_once(node):
        for parent, slope in node.edges:
            parent.grad += node.grad * slope
            send_at_once(parent)

    def second_formula(b):
        c = b**2
        return (b + c) + c

    for formula in (lambda b: b + b**2, second_formula):
        a = Value(2.0)
        f = formula(3 * a)
        f.grad = 1.0
        send_at_once(f)
        print("the second postman:", a.grad)

# %% [markdown]
# (Right for the second formula, $3a + 18a^2$, is $3 + 36a = 75$. He is not even off by a constant factor.)
#
# So we need an order: **every node after all its parents**. Read backwards it is the order of the third postman. It
# exists if no node depends on itself.
#
# A recipe: walk from the output against the edges, parents before the node itself.
#
# ```text
#    visit(node):  if it was visited: nothing to do
#                  visit each of its parents
#                  then list the node          ← last, when all its parents are listed
# ```
#
# Two things are difficult:
#
# * **Depth.** A loop of 5000 steps makes a chain of 5000 nodes, and a function that calls itself 5000 times is more
#   than Python's stack holds. Keep a *list* of nodes that wait: take the last one; if its parents are not listed yet,
#   put it back and the parents on top of it; else list it.
# * **Cycles.** If a walk meets a node that was entered and is not listed yet *on its way down from that node*, it went
#   in a circle: `raise ValueError`. Meeting one that is listed is no cycle, only a node that is used twice.
#
# By hand, for the picture above: $a$, $b$, $b^2$ and then $f$. For $f = (a + b) \cdot b$ both $a, b, a + b, f$ and
# $b, a, a + b, f$ are right.


# %% solve_topological_order role="solution" reference="reference_solution.autodiff.topological_order:topological_order"
def topological_order(output):
    """Every node that the output depends on, each after all its parents.

    Parameters
    ----------
    output : Value

    Returns
    -------
    list of Value
        Each node once; the output comes last.

    Raises
    ------
    ValueError
        If a node depends on itself.
    """
    ...


# %% grade_topological_order role="tests" points=14
check.topological_order(ask.order(topological_order))
### BEGIN HIDDEN TESTS
probe("p5.topological_order", ask.order(topological_order))
### END HIDDEN TESTS

# %% [markdown]
# <a id="backward"></a>
# ## Task 4 · `backward` (16 points)
#
# The whole of backpropagation, for any graph:
#
# $$\bar v_N = 1, \qquad \bar v_i = \sum_{j \text{ made from } i} \bar v_j\,\frac{\partial v_j}{\partial v_i}
# \qquad \text{for } i = N - 1, \dots, 1.$$
#
# $\partial v_j/\partial v_i$ is the slope on the edge from $v_i$ to $v_j$.
#
# As messages: every node, once all of its own have arrived, sends along each edge *its gradient × the slope*; a parent
# **adds** what arrives.
#
# * The output is the result itself: how fast does it grow with itself?
# * `grad` may hold something from an earlier call. Begin by setting the `grad` of *every* node of the graph to 0, not
#   only of the inputs.
# * Each edge is used once. A graph of $n$ doublings ($x + x$, and so on) has $2n$ edges and $2^n$ paths; whoever
#   follows each path never ends at $n = 60$.
#
# By hand, for $f = b + b^2$ above: `f.grad` 1; the square 1; $b$: $1 \cdot 1 + 1 \cdot 12 = 13$; $a$:
# $13 \cdot 3 = 39$.


# %% solve_backward role="solution" reference="reference_solution.autodiff.backward:backward"
def backward(output):
    """Write the derivative of the output with respect to every node that it depends on into the node's grad.

    Parameters
    ----------
    output : Value
        Its own grad becomes 1.
    """
    ...


# %% grade_backward role="tests" points=16
check.backward(ask.gradients(backward))
### BEGIN HIDDEN TESTS
probe("p5.backward", ask.gradients(backward))
### END HIDDEN TESTS

# %% [markdown]
# That is all: you have an engine that differentiates. Test it on a long formula, against central differences.

# %% formula
with check.try_it():

    def formula(a, b):
        c = tanh(a * b) + exp(-a) / (1 + b**2)
        for _ in range(3):
            c = sigmoid(c * a) + maximum(c, b, 0.1) * relu(b - c) + c**2 / 2
        return log(1 + c * c)

    a, b = Value(0.7), Value(1.3)
    f = formula(a, b)
    backward(f)
    h = 1e-5
    measured_a = (formula(0.7 + h, 1.3).data - formula(0.7 - h, 1.3).data) / (2 * h)
    measured_b = (formula(0.7, 1.3 + h).data - formula(0.7, 1.3 - h).data) / (2 * h)
    print(f"f = {f.data:.6f}, a graph of {len(topological_order(f))} nodes")
    print(f"df/da: engine {a.grad:.9f}, measured {measured_a:.9f}")
    print(f"df/db: engine {b.grad:.9f}, measured {measured_b:.9f}")

# %% [markdown]
# **Predict.** One call of `backward` gives *all* derivatives. How many evaluations of `formula` would central
# differences need for a formula with a million inputs? And the doublings: how many paths for 20 of them, how many
# messages of yours?

# %% predict_doublings
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for n in (3, 10, 20, 60):
        x = Value(1.0)
        y = x
        for _ in range(n):
            y = y + y
        backward(y)
        messages = sum(len(node.edges) for node in topological_order(y))
        print(f"{n:2} doublings: {messages:3} messages; the gradient, here also the number of paths: {x.grad:,.0f}")

# %% [markdown]
# This is dynamic programming: what all paths through a node have in common is computed once.
#
# <a id="entropy"></a>
# ## Task 5 · `softmax_ce_graph` (12 points)
#
# The loss of a classifier for one example, made of *your* operations:
#
# $$\ell = -\log \frac{e^{z_t}}{\sum_k e^{z_k}} = \log \sum_k e^{z_k} \;-\; z_t, \qquad t \text{ the right class}.$$
#
# In p3 you derived its gradient, $p_k - [k = t]$. Here you write no gradient at all; the engine finds it.
#
# Logits may be in the thousands. Take the largest one away inside and give it back outside: $\log \sum_k e^{z_k} = m +
# \log
# \sum_k e^{z_k - m}$. For $m$ the *data* of the largest logit will do: a constant that is taken and given back changes
# nothing, so it needs no gradient. The other places need nodes; where a plain number enters, the graph is cut.
#
# By hand: logits $(\log 3, 0)$, $p = (\frac34, \frac14)$. For class 0: $\ell = \log\frac43 = 0.2877$, gradient
# $(-\frac14, \frac14)$.
#
# `sum(…)` adds nodes, too: it starts at the plain 0, and your `add` wraps it.


# %% solve_softmax_ce_graph role="solution" reference="reference_solution.autodiff.softmax_graph:softmax_ce_graph"
def softmax_ce_graph(logits, label):
    """Cross-entropy of the softmax of some logits, in nats.

    Parameters
    ----------
    logits : list of Value
    label : int
        The right class, 0 … K - 1.

    Returns
    -------
    Value
    """
    ...


# %% grade_softmax_ce_graph role="tests" points=12
check.softmax_ce_graph(ask.cross_entropy(softmax_ce_graph))
### BEGIN HIDDEN TESTS
probe("p5.softmax_ce_graph", ask.cross_entropy(softmax_ce_graph))
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Three logits $(2, 1, 0)$, the right class is the last one. Which gradients are negative? What do the
# three sum to?

# %% predict_entropy
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    logits = [Value(2.0), Value(1.0), Value(0.0)]
    loss = softmax_ce_graph(logits, 2)
    backward(loss)
    gradient = np.array([z.grad for z in logits])
    print(f"loss {loss.data:.4f}, gradient {gradient}, sum {gradient.sum():.1e}")
    exponentials = np.exp([2.0, 1.0, 0.0])
    print("p minus the one-hot target:", exponentials / exponentials.sum() - [0, 0, 1])

# %% [markdown]
# <a id="network"></a>
# ## Task 6 · A network, neuron by neuron (12 points)
#
# A neuron is a list of weights and a bias, all of them Values: `(weights, bias)`. A layer is a list of neurons, a
# network a list of layers. `neurons` makes one from the arrays of p4; column $j$ of $W$ becomes neuron $j$.


# %% neurons role="readonly"
def neurons(params):
    """The arrays of a network, a list of (W, b), as layers of neurons (weights, bias)."""
    layers = []
    for W, b in params:
        layers.append([([Value(w) for w in W[:, j]], Value(b[j])) for j in range(len(b))])
    return layers


# %% [markdown]
# ### `scalar_mlp` (5 points)
#
# Each neuron sums up: $z_j = \sum_i w_{ij} x_i + b_j$. In the hidden layers it answers $\tanh z_j$; the last layer is
# linear and answers $z_j$, a logit. The answers of a layer are the inputs of the next.
#
# By hand: weights $(2, -1)$, bias $\frac12$, input $(1, 3)$: $z = 2 - 3 + \frac12 = -\frac12$.


# %% solve_scalar_mlp role="solution" reference="reference_solution.autodiff.scalar_network:scalar_mlp"
def scalar_mlp(layers, inputs):
    """Outputs of a network: tanh in the hidden layers, the last layer linear.

    Parameters
    ----------
    layers : list of list of (list of Value, Value)
        Layer by layer, neuron by neuron: its weights, one for each input, and its bias.
    inputs : list of float

    Returns
    -------
    list of Value
        One for each neuron of the last layer.
    """
    ...


# %% grade_scalar_mlp role="tests" points=5
check.scalar_mlp(ask.network(scalar_mlp))
### BEGIN HIDDEN TESTS
probe("p5.scalar_mlp", ask.network(scalar_mlp))
### END HIDDEN TESTS

# %% [markdown]
# ### `descend` (4 points)
#
# Gradient descent, with the engine: again and again, build the loss, note it, call `backward`, and move every parameter
# by $-\text{lr} \cdot$ its gradient. Move it *in place*, in `parameter.data`: the node stays the same, so that whoever
# else holds it sees the new number.
#
# `loss` is a function without arguments that builds the graph. Ask yourself why it must be called in every step? What
# would happen if you built the graph once and called `backward` on it a hundred times?
#
# By hand: $2x^2$ from $x = 3$ with lr $= \frac18$: the slope is 12, so $x$ goes to $3 - 1.5 = 1.5$; losses $18, 4.5, …$


# %% solve_descend role="solution" reference="reference_solution.autodiff.scalar_network:descend"
def descend(loss, parameters, lr, steps):
    """Plain gradient descent.

    Parameters
    ----------
    loss : callable
        loss() -> Value: builds the graph from what the parameters are now.
    parameters : list of Value
        Their data is changed in place.
    lr : float
    steps : int

    Returns
    -------
    list of float
        The loss before each step, as plain numbers.
    """
    ...


# %% grade_descend role="tests" points=4
check.descend(ask.descent(descend))
### BEGIN HIDDEN TESTS
probe("p5.descend", ask.descent(descend))
### END HIDDEN TESTS

# %% [markdown]
# ### `learn_xor` (3 points)
#
# Everything together: the exclusive or, which no single neuron can do. Two logits, one for each class; the loss is the
# **mean** of `softmax_ce_graph` over the four rows of `XOR`; the parameters are all weights and all biases of all
# neurons.


# %% xor role="readonly"
XOR = [([0.0, 0.0], 0), ([0.0, 1.0], 1), ([1.0, 0.0], 1), ([1.0, 1.0], 0)]


# %% solve_learn_xor role="solution" reference="reference_solution.autodiff.scalar_network:learn_xor"
def learn_xor(params, lr, steps):
    """Train a network with two logits on the exclusive or.

    Parameters
    ----------
    params : list of (W, b)
        Where it starts: two inputs, two outputs.
    lr : float
    steps : int

    Returns
    -------
    list of float
        The mean loss over the four rows before each step, as descend gives it.
    """
    ...


# %% grade_learn_xor role="tests" points=3
check.learn_xor(learn_xor)
### BEGIN HIDDEN TESTS
probe("p5.learn_xor", learn_xor)
### END HIDDEN TESTS

# %% [markdown]
# **Predict.** Two hidden neurons are enough in principle (p2). From how many of eight random starts do they learn it in
# 100 steps, say to a loss below 0.1? And five?

# %% predict_starts
my_prediction = ""  # write it here

with check.try_it(my_prediction):
    for hidden in (2, 5):
        last = []
        for seed in range(8):
            rng = np.random.default_rng(seed)
            start = [(rng.normal(size=(2, hidden)), np.zeros(hidden)), (rng.normal(size=(hidden, 2)), np.zeros(2))]
            last.append(learn_xor(start, 1.0, 100)[-1])
        learned = sum(loss < 0.1 for loss in last)
        print(f"{hidden} hidden neurons: {learned} of 8 starts; final losses {np.sort(last).round(3)}")

# %% [markdown]
# What *can* be represented and what is *found* by training are two questions; more neurons than needed help with the
# second.
#
# <a id="learns"></a>
# ## It learns
#
# Nothing below knows a derivative. Twenty-four points, a middle and a ring around it, and a network 2 → 5 → 2 whose
# every weight is one of your Values.

# %% learns
from course.boundary import decision_boundary
from course.plots import show

with check.try_it():
    rng = np.random.default_rng(1)
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    X = np.vstack([0.5 * circle, 1.5 * circle]) + rng.normal(scale=0.1, size=(24, 2))
    labels = np.repeat([0, 1], 12)
    layers = neurons([(rng.normal(size=(2, 5)), np.zeros(5)), (rng.normal(size=(5, 2)), np.zeros(2))])
    parameters = [p for layer in layers for weights, bias in layer for p in (*weights, bias)]

    def mean_loss():
        pairs = zip(X.tolist(), labels.tolist(), strict=True)
        return sum(softmax_ce_graph(scalar_mlp(layers, x), label) for x, label in pairs) / len(X)

    losses = descend(mean_loss, parameters, 1.0, 80)

    def predict(points):
        for layer in layers:  # the trained numbers, put back into arrays
            W = np.array([[w.data for w in weights] for weights, _ in layer]).T
            Z = points @ W + np.array([bias.data for _, bias in layer])
            points = np.tanh(Z)
        return Z.argmax(axis=1)

    nodes = len(topological_order(mean_loss()))
    print(f"{len(parameters)} parameters, {nodes} nodes in the graph of one step")
    show(decision_boundary(predict, X, labels, f"loss {losses[0]:.2f} → {losses[-1]:.3f}"))

# %% [markdown]
# ## For those who want more: a new operation (no points)
#
# A node knows its own slopes and nothing else. So a new operation is one function, and the engine need not be
# touched. Write `sin`, or one of your own.


# %% sine
def sin(a):
    """Sine of a Value or a float; returns a Value."""
    raise NotImplementedError()


# %% check_sine
with check.try_it():
    t = Value(1.0)
    y = t * t
    backward(y + exp(sin(np.pi / 2 - t) * y))  # cos t is sin(π/2 - t)
    print(f"the engine: {t.grad:.9f}; two_paths: {two_paths(1.0)['dt']:.9f}")

# %% [markdown]
# ## What to take along
#
# * Along a path slopes multiply; where paths meet, they add up. That is all of the chain rule.
# * A node must have heard from all that were made from it before it sends: reverse topological order. Otherwise 3 or 42
#   come out, not 39.
# * One backward pass gives the derivatives in *all* inputs, for about the price of the formula itself, however many
#   paths there are.
# * A node knows only its own slopes. New operations, new losses, new networks: the engine stays.
# * It is slow, a Python object for each number. In p6 the nodes become matrices; the messages stay the same.
