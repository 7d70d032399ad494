# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 10 Backpropagation: the algorithm
#
# **What you will be able to do**
#
# - state backpropagation in four lines and run it on any graph, with pencil and with Python;
# - say *why* the order must be topological, and what exactly goes wrong in two orders that look right;
# - say what backpropagation saves: sums over exponentially many paths become one message an edge;
# - add an operation of your own without touching the algorithm;
# - tell what add, multiply, max and copy do to a message, and what a gradient costs before you compute it.

# %% setup
import sys
import textwrap
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from lectures.figures import draw_graph, panels
from lectures.widgetkit import style
from lectures.widgets.w22_message_passing import WIDGET as W22
from lectures.widgets.w23_node_patterns import WIDGET as W23
from lectures.widgets.w26_cost_meter import WIDGET as W26
from reference_solution.autodiff.logistic_least_squares import logistic_least_squares
from reference_solution.autodiff.message_passing import ORDERS, send_messages
from reference_solution.autodiff.paths import doubling_chain, edge_count, gradient_by_paths, path_count
from reference_solution.autodiff.topological_order import is_dag, topological_order
from reference_solution.autodiff.value import Value, maximum, sigmoid
from reference_solution.networks.mac_counts import mac_counts
from reference_solution.networks.network import mlp_backward
from reference_solution.networks.parameters import count_params
from reference_solution.training.hessian_vector import hessian_vector_product

plt.rcParams.update(style.STYLE)
rng = np.random.default_rng(2)

# %% [markdown]
# ## Four lines (12 min)
#
# <!-- syllabus: S0-36 S0-41 S3-33 E22 -->
# In Lecture 9 we went backward through graphs that were small enough to see what comes next. Here is the recipe for all
# graphs. Number the nodes $v_1, \dots, v_N$ such that every node comes after those it is computed from: a **topological
# order**. $v_N$ is the loss. The inputs of a node are its *parents* $\mathrm{Pa}$, and
# those that use it are its *children* $\mathrm{Ch}$. Forward, for $i = 1, \dots, N$:
#
# $$v_i = f_i(\mathrm{Pa}(v_i))$$
#
# Then $\bar v_N = 1$, and backward, for $i = N - 1, \dots, 1$:
#
# $$\bar v_i = \sum_{j \in \mathrm{Ch}(v_i)} \bar v_j\, \frac{\partial v_j}{\partial v_i}$$
#
# $\partial v_j / \partial v_i$ is the slope of the edge from $v_i$ to $v_j$.
#
# <!-- syllabus: S0-42 S3-34 -->
# **A worksheet.** One logistic neuron with a penalty on its weight, $\mathcal L_{reg} = \mathcal L + \lambda R$ and
# $R = \frac12 w^2$, at $w = 0.5,\; b = -0.3,\; x = 2,\; t = 1,\; \lambda = 0.1$. Forward: $z = 0.7$, $y = 0.6682$. Fill
# in, from the top, with a pocket calculator:
#
# | | formula | number |
# |---|---|---|
# | $\overline{\mathcal L}_{reg}$ | | |
# | $\bar R$ | | |
# | $\overline{\mathcal L}$ | | |
# | $\bar y$ | | |
# | $\bar z$ | | |
# | $\bar w$ | | |
# | $\bar b$ | | |
#
# <details><summary>Answer</summary>
# 1; then λ = 0.1; then 1; y − t = −0.3318; (y − t) y (1 − y) = −0.0736; the weight is used twice, so two messages are
# added: −0.0736 · 2 + 0.1 · 0.5 = −0.0971; the bias gets −0.0736. The figure below shows the numbers that multiply.
# </details>
#
# The sum in the recipe says "collect from all who use you". It is easier to *send* than to collect, because a node
# knows what it was made from and not who uses it. So each node, when its turn comes, sends to its parents, along the
# edges that it has stored since it was made (Lecture 9). This is the whole of backpropagation:
#
# ```python
# output.grad = 1.0
# for node in reversed(order):
#     for parent, slope in node.edges:
#         parent.grad += node.grad * slope
# ```
#
# The cell sets all gradients to 0 first, because an earlier run may have left something there, and solves the
# worksheet.


# %% backward_in_four_lines
def backward(output, order):
    for node in order:
        node.grad = 0.0
    output.grad = 1.0
    for node in reversed(order):
        for parent, slope in node.edges:
            parent.grad += node.grad * slope


w, x, b, t, lam = (Value(number) for number in (0.5, 2.0, -0.3, 1.0, 0.1))
z = w * x + b
y = sigmoid(z)
L_reg = 0.5 * (y - t) ** 2 + lam * (0.5 * w**2)
backward(L_reg, topological_order(L_reg))

numbers = logistic_least_squares(w=0.5, b=-0.3, x=2.0, t=1.0, lam=0.1)
for name, node in (("dy", y), ("dz", z), ("dw", w), ("db", b)):
    assert np.isclose(node.grad, numbers[name])
places = {"w": (0, 0.5), "b": (0, 1), "z": (0.3, 0.8), "y": (0.55, 0.8), "L": (0.8, 0.8), "R": (0.5, 0), "J": (1, 0.4)}
slopes = {("w", "z"): 2, ("b", "z"): 1, ("z", "y"): y.data * (1 - y.data), ("y", "L"): y.data - 1}
slopes |= {("w", "R"): w.data, ("L", "J"): 1, ("R", "J"): 0.1}
draw_graph(places, {edge: f"{slope:.3g}" for edge, slope in slopes.items()})
print("from w to J, the loss with its penalty:")
print(f"{z.grad * 2:.4f} + {0.1 * w.data:.4f} = {w.grad:.4f}")

# %% [markdown]
# ## Why in topological order? (14 min)
#
# <!-- syllabus: S0-46 S3-35 -->
# Everyone who writes this loop for the first time asks: why sort? Start at the output, pass on what you have to your
# inputs, let them do the same. What could go wrong? Two things: a message can be left behind, or sent again.
#
# In the picture, the circles above a node are its uses; a circle is filled once that user has sent its message. Below
# the node, "has" is the gradient that has arrived so far, and "sent" is how much of it the node has passed on. Play it
# to the end; then change the order of sending, and the graph.

# %% W22
W22.show()

# %% [markdown]
# - **Too early (breadth first).** A node passes on what it has, though one of its users has not reported. The late part
#   arrives and stays where it is: it is missing in the total.
# - **Again (recursive).** A node adds to the gradients of its inputs, then calls them one after the other, once for
#   each use. Whoever is called passes on *all* it has. What came early is sent again with what comes late, and counts
#   too often.
# - **Path by path.** The recursive way can be repaired: pass on only what has just come in. Then the total is right,
#   but every path from the output is walked separately.
# - **Topological.** Wait until all who use you have reported, then send once. Look at "sent" and "has" below each node:
#   the total is right when every node has sent exactly what it has.
#
# So topological order means: **each node sends only after it has received everything**. Below, what three of these ways
# find for two functions of $b = 3a$ at $a = 2$; the true derivative is dashed. (Here the constants are nodes as well,
# and get messages too: there are some more of them than in the picture above.)


# %% orders
def used_twice(a):
    b = a * 3
    return b + b * b


def no_shortcut(a):
    b = a * 3
    return (b * 2) * (b * b)


h = 1e-6
for axes, graph in zip(panels(2, height=3), (used_twice, no_shortcut), strict=True):
    found = {}
    for order in ORDERS:
        a = Value(2.0)
        sent = sum(1 for _ in send_messages(graph(a), order))
        found[f"{order}\n{sent} messages"] = a.grad
    bars = axes.barh(list(found), found.values(), color=style.SKY)
    axes.bar_label(bars, fmt=" {:g}")
    axes.axvline((graph(2 + h) - graph(2 - h)) / (2 * h), color=style.VERMILION, linestyle="--")
    axes.set(xlabel="df/da", title="b + b·b" if graph is used_twice else "2b · b·b")
    axes.margins(x=0.25)
plt.show()

# %% [markdown]
# A trap lies in *testing* this. On a tree all orders agree. In a plain stack of layers, breadth first is right as well,
# because all paths from the loss to a node are equally long; the second graph of the cell is of this kind. Add one
# shortcut from an early layer to the output, and it fails (take "layers and a shortcut" above). A test without a
# shortcut does not find the bug.
#
# **Finding an order.** Walk from the output against the edges; list a node when all its parents are listed. Most
# programs write this as a function that calls itself. That is fine until a graph is deep:


# %% deep
def order_by_recursion(node, order, seen):
    if node not in seen:
        seen.add(node)
        for parent, _ in node.edges:
            order_by_recursion(parent, order, seen)
        order.append(node)
    return order


start = Value(1.0)
chain = start
for _ in range(20_000):
    chain = chain + 0.001
try:
    order_by_recursion(chain, [], set())
except RecursionError:
    print(f"recursion gives up after {sys.getrecursionlimit():,} calls")
backward(chain, topological_order(chain))
print(f"with a list: {len(topological_order(chain)):,} nodes")
print("d chain / d start =", start.grad)

# %% [markdown]
# <!-- syllabus: S0-06 -->
# **If there is none.** A graph has a topological order exactly if it has no cycle (a *DAG*: directed, acyclic graph).
# Such a network is called feed-forward; one with a cycle is recurrent, and has to be unrolled in time before anything
# here applies to it.

# %% cycles
feed_forward = [("x", "h"), ("h", "y"), ("x", "y")]
recurrent = [*feed_forward, ("y", "h")]
print("x → h → y, x → y:", is_dag(feed_forward))
print("and y → h:", is_dag(recurrent))
loop = Value(0.0)
loop.edges = ((loop + 1, 1.0),)
try:
    topological_order(loop)
except ValueError as error:
    print(*textwrap.wrap(str(error), 40), sep="\n")

# %% [markdown]
# ## Why it is fast (6 min)
#
# <!-- syllabus: S3-23 S4-15 -->
# Multiply out the chain rule, and the derivative is a sum over *all paths* from input to output, each the product of
# its slopes:
#
# $$\frac{\partial f}{\partial x} = \sum_{\text{paths } x \to f}\;\; \prod_{\text{edges of the path}} \text{slope}$$
#
# Paths share their ends. Backpropagation computes each shared end once and stores it, in $\bar v$. Computing what is
# shared once is called **dynamic programming**. Take $x$ doubled $n$ times, each time as $x + x$: $2n$ edges, but $2^n$
# paths.

# %% paths
counts = np.arange(1, 21)
edges, paths = [], []
for n in counts:
    x = Value(1.0)
    f = doubling_chain(x, n)
    backward(f, topological_order(f))
    assert x.grad == path_count(f, x) == 2.0**n
    edges.append(edge_count(f))
    paths.append(path_count(f, x))
axes = panels(height=2.8)
axes.plot(counts, paths, "o--", color=style.VERMILION)
axes.plot(counts, edges, "o-", color=style.BLUE)
axes.text(12, 1e5, "paths", ha="right", color=style.VERMILION)
axes.text(20.5, 110, "messages of backpropagation", ha="right", color=style.BLUE)
axes.set(yscale="log", xticks=range(0, 21, 5), xlabel="doublings n")
plt.show()
x = Value(1.0)
assert gradient_by_paths(doubling_chain(x, 10), x) == (2**10, 2046)  # right, but in 2046 steps

# %% [markdown]
# The forward pass would be as slow if it computed a node anew for each of its users. Nobody would write it that way;
# the backward pass uses the same idea, with the arrows reversed.

# %% [markdown]
# ## A node knows only itself (5 min)
#
# <!-- syllabus: S0-46 S3-35 -->
# Look again at the four lines: they know nothing of sigmoids or products. A node contributes its value and the slopes
# of its own edges, and that is all. So a new operation is a function of two lines, and the algorithm stays as it is.


# %% softplus
def softplus(a):
    """log(1 + e^a); its slope is the sigmoid."""
    return Value(float(np.logaddexp(0, a.data)), ((a, float(1 / (1 + np.exp(-a.data)))),))


def f(number):
    a = Value(number)
    return a, softplus(a * a) * a


a, out = f(0.7)
backward(out, topological_order(out))
h = 1e-6
assert np.isclose(a.grad, (f(0.7 + h)[1].data - f(0.7 - h)[1].data) / (2 * h))

# %% [markdown]
# PyTorch and its like are this, with arrays in place of numbers and some hundred operations. The field calls it
# **automatic differentiation**, in *reverse mode*. It is neither algebra, since no formula is ever written down, nor a
# finite difference, since every slope is exact.
#
# ## What nodes do to a message (8 min)
#
# <!-- syllabus: S3-36 S3-37 -->
# With $o$ for a node's output and $y_j$ for its inputs:
#
# $$\begin{aligned} o &= y_1 + y_2: & \bar y_1 &= \bar o, \; \bar y_2 = \bar o \\ o &= y_1\, y_2: & \bar
# y_1 &= y_2\, \bar o, \; \bar y_2 = y_1\, \bar o \\ o &= \max_j y_j: \;\; & \bar y_j &= \bar o \text{ (largest)},
# \, 0 \text{ (others)} \end{aligned}$$
#
# Add copies, multiply swaps, max chooses; and a node with several users adds up. What if two inputs of a max are
# equally large?

# %% W23
W23.show()

# %% [markdown]
# In a tie, max has a corner and no derivative. Any weights, none below 0, that **sum to 1** are a fair choice (a
# *subgradient*): one winner, or half to each. The formula "1 to each largest" is not: raising both by $h$ raises the
# maximum by $h$, not by $2h$.

# %% patterns
y1, y2 = Value(3.0), Value(-2.0)
out = y1 * y2
backward(out, topological_order(out))
assert (y1.grad, y2.grad) == (-2, 3)

y1 = Value(3.0)
out = y1 * y1  # two edges to one node
backward(out, topological_order(out))
print("a square:", y1.grad, "from", [slope for _, slope in out.edges])

inputs = [Value(number) for number in (2.0, 5.0, 5.0)]
out = maximum(*inputs)
backward(out, topological_order(out))
print("max with a tie:", [node.grad for node in inputs])
assert sum(node.grad for node in inputs) == 1

# %% [markdown]
# The swap has a consequence for practice: the gradient of a weight is its *input* times a message. Inputs a hundred
# times as large make gradients a hundred times as large: one more reason to scale features (Lecture 8).
#
# ## What a gradient costs (8 min)
#
# <!-- syllabus: S3-38 E26 -->
# Count multiply-adds. A weight between layers of $n$ and $m$ units is used once forward for each example. Backward it
# is needed twice: once for its own gradient, once to hand the signal to the layer before.
#
# That makes one multiply-add per weight forward and two backward, to leading order. Exactly: nobody needs the
# gradient of the data, so the first layer does without the second product:
#
# $$\text{backward} = 2\cdot\text{forward} - N\, n_0\, n_1,$$
#
# and the work for activations comes on top of both.

# %% [markdown]
# Guess first, then try other layers. Which of the three products in a layer is the one that may be missing?

# %% W26
W26.show()


# %% costs
class Counting(np.ndarray):
    """An array that counts the multiply-adds of its matrix products."""

    done = 0

    def __matmul__(self, other):
        Counting.done += self.size * other.shape[-1]
        return super().__matmul__(other)

    def __rmatmul__(self, other):
        Counting.done += other.size * self.shape[-1]
        return super().__rmatmul__(other)


shares = {}
for sizes in ([784, 30, 10], [784, 512, 512, 10], [2, 64, 64, 64, 1]):
    params = [(0.01 * rng.normal(size=(n, m)), np.zeros(m)) for n, m in pairwise(sizes)]
    Counting.done = 0
    mlp_backward(params, rng.normal(size=(1, sizes[0])).view(Counting), np.zeros(1, dtype=int), "tanh", 0.0)
    counts = mac_counts(sizes, batch=1)
    assert Counting.done == sum(counts.values())  # counted while it ran
    assert counts["backward"] == 2 * counts["forward"] - sizes[0] * sizes[1]
    shares["-".join(map(str, sizes))] = counts["backward"] / counts["forward"]
axes = panels(height=2)
axes.bar_label(axes.barh(list(shares), shares.values(), color=style.VERMILION), fmt="{:.3f}", padding=10)
axes.axvline(2, color=style.GREY, linestyle=":")
axes.set(xlim=(0, 2.5), xlabel="backward, in forward passes")
plt.show()

print(f"central differences: {2 * count_params([784, 512, 512, 10]):,} passes")
base = mac_counts([64] * 5, 1)["forward"]
assert mac_counts([64] * 9, 1)["forward"] == 2 * base  # twice the layers
assert mac_counts([128] * 5, 1)["forward"] == 4 * base  # twice the units

# %% [markdown]
# The network of this course was counted while it ran, and it makes exactly these products. In the first layer it
# leaves out the gradient of the data; with 784-30-10 that halves the backward pass.
#
# **All** derivatives together cost at most as much as two more forward passes: linear in the number of layers,
# quadratic in their width, as forward itself. Central differences need two forward passes *for each weight and bias*:
# with 784-512-512-10 more than a million. They are for testing (Lecture 11), not for training.

# %% [markdown]
# ## Aside: gradients of gradients (3 min)
#
# <!-- syllabus: S3-39 -->
# Backpropagation is not tied to gradient descent. Generative models and second-order methods use it as a part. One
# example: how does the gradient change if all weights move along a direction $v$? That is $Hv$, with the matrix $H$ of
# all second derivatives; for $P$ weights it has $P^2$ entries that one need not know. Two backward passes will do:
#
# $$H v \approx \frac{\nabla J(\theta + h v) - \nabla J(\theta - h v)}{2h}$$

# %% hessian_vector
shapes = ((3, 5), (5, 2))


def some():
    return [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in shapes]


params, u, v = some(), some(), some()
X, labels = rng.normal(size=(8, 3)), rng.integers(2, size=8)


def dot(one, other):
    return sum(np.sum(a * c) + np.sum(b * d) for (a, b), (c, d) in zip(one, other, strict=True))


def J(step):
    moved = [(W + step * dW, bias + step * db) for (W, bias), (dW, db) in zip(params, v, strict=True)]
    return mlp_backward(moved, X, labels, "tanh", 0.1)[0]


Hu, Hv = (hessian_vector_product(params, direction, X, labels, "tanh", 0.1) for direction in (u, v))
assert np.isclose(dot(u, Hv), dot(v, Hu))  # H is symmetric
print(f"v·Hv = {dot(v, Hv):.4f}")
print(f"curvature along v: {(J(1e-3) - 2 * J(0) + J(-1e-3)) / 1e-6:.4f}")

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** A student's backward pass is right on every network of plain layers, and wrong as soon as a residual connection
# is added. Where do you look?
#
# <details><summary>Answer</summary>
# At the order. Without shortcuts all paths from the loss to a node have the same length, and going breadth first
# happens to be topological. With one, a node is reached on the short way before the long way has reported.
# </details>
#
# **2.** Somebody leaves out the line that sets all gradients to 0, and calls `backward` twice on the chain
# $a \to y \to f$. How many times too large is the gradient of $a$? And why does PyTorch leave that line out all the
# same?
#
# <details><summary>Answer</summary>
# Three times. In the second call y still has its old gradient and gets the message of f once more, so it sends twice
# what it should, and a adds that to what it has. PyTorch keeps the gradients of the parameters only. There a second
# call adds the gradient exactly once more. That is useful for adding up batches, and it is why one calls zero_grad().
# </details>
#
# **3.** The derivative of one loss in a million weights costs about as much as two evaluations. What about a million
# outputs and one weight?
#
# <details><summary>Answer</summary>
# Then going backward would need one pass for each output. Going forward is right there (<em>forward mode</em>): send
# "how much do I move if the weight does" along with the values, once. Reverse mode is for many inputs and one output,
# which is what training is.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Write a class of ten lines that can add and multiply numbers and go backward in topological order.
#
# <details><summary>Solution</summary>
#
# ```python
# class Value:
#     def __init__(self, data, edges=()):
#         self.data, self.edges, self.grad = data, edges, 0.0
#
#     def __add__(self, other):
#         return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))
#
#     def __mul__(self, other):
#         return Value(self.data * other.data, ((self, other.data), (other, self.data)))
#
#
# def backward(output):
#     order, seen = [], set()
#
#     def visit(node):
#         if id(node) not in seen:
#             seen.add(id(node))
#             for parent, _ in node.edges:
#                 visit(parent)
#             order.append(node)
#
#     visit(output)
#     output.grad = 1.0
#     for node in reversed(order):
#         for parent, slope in node.edges:
#             parent.grad += node.grad * slope
#
#
# a = Value(2.0)
# b = a * Value(3.0)
# backward(b + b * b)
# assert a.grad == 39.0
# ```
#
# </details>
#
# **2.** Break it: replace `+=` by `=` and find a graph on which the result stays right, and one on which it does not.
#
# <details><summary>Solution</summary>
#
# ```python
# def gradient(edges, order, add):
#     grad = dict.fromkeys(edges, 0.0)
#     grad[order[0]] = 1.0
#     for node in order:
#         for parent, slope in edges[node]:
#             message = grad[node] * slope
#             grad[parent] = grad[parent] + message if add else message
#     return grad[order[-1]]
#
#
# # f = b², and f = b + c with c = b²; b = 3a and a = 2
# chain = {"f": [("b", 12.0)], "b": [("a", 3.0)], "a": []}
# twice = {"f": [("b", 1.0), ("c", 1.0)], "c": [("b", 12.0)], "b": [("a", 3.0)], "a": []}
# assert gradient(chain, "fba", add=True) == gradient(chain, "fba", add=False) == 36.0
# assert gradient(twice, "fcba", add=True) == 39.0
# assert gradient(twice, "fcba", add=False) == 36.0  # what f told b is overwritten
# ```
#
# </details>
#
# **3.** Count the multiply-adds of a network of widths 784, 100, 10 for one example, forward and backward.
#
# <details><summary>Solution</summary>
#
# ```python
# sizes = [784, 100, 10]
# products = [a * b for a, b in zip(sizes, sizes[1:])]
# forward = sum(products)
# backward = 2 * forward - products[0]  # nobody needs the gradient of the data
# assert (forward, backward) == (79_400, 80_400)
# ```
#
# </details>
#
# ## In short
#
# - Forward in topological order, keep all values; $\bar v_N = 1$; backward in the reverse order.
# - $\bar v_i = \sum_{j \in \mathrm{Ch}(i)} \bar v_j\, \partial v_j/\partial v_i$: wait for all uses, then send once.
# - Gradients are added with `+=`, and set to zero before the next pass.
# - All derivatives of one output cost about two forward passes, whatever the number of weights.
#
# ## History and reading
#
# Linnainmaa published reverse accumulation in 1970; Werbos proposed it for networks (1974, 1982); Rumelhart, Hinton and
# Williams (1986) showed what hidden units learn with it.
#
# - D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating errors*, 1986
# - A. Griewank, *Who invented the reverse mode of differentiation?*, 2012
# - A. Karpathy, *The spelled-out intro to neural networks and backpropagation*, 2022 (video)
# - M. Nielsen, *Neural Networks and Deep Learning*, chapter 2 (online)
# - A. Baydin and others, *Automatic differentiation in machine learning: a survey*, 2018
#
# ## Where it leads (1 min)
#
# To the assignment `p5_autodiff`: you write the order, the backward pass and the operations, and a small network learns
# with them. Lecture 11 replaces numbers by whole layers; the four lines stay.
