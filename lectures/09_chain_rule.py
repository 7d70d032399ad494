# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 9 The chain rule and computation graphs
#
# **What you will be able to do**
#
# - say what a derivative promises, and find out by measuring whether one is right;
# - take a nested formula apart into a graph, and compute all derivatives of its output going backward through it;
# - read error signals in three notations, and see that they are numbers, not formulas;
# - say why contributions are added where a quantity is used more than once, and recognise the bug that forgets it;
# - derive the famous $p - t$ of softmax and cross-entropy without a page of algebra.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

from lectures.figures import draw_graph, panels
from lectures.widgetkit import style
from lectures.widgets.w19_linearisation import WIDGET as W19
from lectures.widgets.w20_logistic_graph import WIDGET as W20
from lectures.widgets.w21_two_paths import WIDGET as W21
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.linearisation import composed, linearisation_error
from reference_solution.autodiff.logistic_least_squares import logistic_least_squares
from reference_solution.autodiff.paths import edge_count
from reference_solution.autodiff.softmax_graph import softmax_ce_graph
from reference_solution.autodiff.topological_order import topological_order
from reference_solution.autodiff.two_paths import two_paths
from reference_solution.autodiff.value import Value
from reference_solution.autodiff.value import sigmoid as sigmoid_node
from reference_solution.losses.softmax import softmax

plt.rcParams.update(style.STYLE)


def slope_of(f, x, h=1e-5):
    """Central difference: a step up, a step down, divided by the way between."""
    return (f(x + h) - f(x - h)) / (2 * h)


# %% [markdown]
# ## A function inside a function (12 min)
#
# <!-- syllabus: S0-34 S3-24 -->
# Lecture 8 went downhill along a gradient and never asked where the gradient comes from. A network is a function of a
# function of a function, so today there is one rule to learn. If $y$ depends on $u$ and $u$ on $x$,
#
# $$y = g(u),\quad u = f(x) \qquad\Longrightarrow\qquad \frac{dy}{dx} = \frac{dy}{du}\,\frac{du}{dx}.$$
#
# Why a product? Think of gears. If the second wheel turns 3 times as fast as the first, and the third 2 times as fast
# as the second, the third turns 6 times as fast as the first. A derivative is such a ratio for small moves: $\Delta u
# \approx \frac{du}{dx} \Delta x$ and $\Delta y \approx \frac{dy}{du} \Delta u$; put one into the other.

# %% gears
value, slope = composed(np.square, lambda x: 2 * x, np.sin, np.cos)  # sin(x²)
x = np.linspace(0, 2.5, 200)
assert np.allclose(slope(x), slope_of(value, x))  # cos(x²) · 2x
axes = panels(height=2.8)
axes.plot(x, value(x), color=style.BLACK)
near = np.array([0.5, 1.5])
axes.plot(near, value(1.0) + slope(1.0) * (near - 1), color=style.BLUE)
axes.plot(near, value(1.0) + np.cos(1.0) * (near - 1), "--", color=style.VERMILION)
axes.text(1.55, 1.35, "slope cos(x²) · 2x", color=style.BLUE)
axes.text(1.55, 1.0, "2x forgotten", color=style.VERMILION)
axes.set(xlabel="x", ylabel="sin(x²)", ylim=(-1.1, 1.6))
plt.show()

# %% [markdown]
# The sign "≈" hides what matters. *Every* line through the point is nearly right if one goes close enough. What is
# special about the right slope? Make $\Delta x$ smaller and watch two things: the gap in the first picture, and
# *how steeply* the error falls in the second. Then try a wrong slope.

# %% W19
W19.show()

# %% [markdown]
# The line with the right slope misses the curve by about $\frac12 y'' \Delta x^2$; any other misses by its own error
# times $\Delta x$. So a tenth of the way means a **hundredth** of the error, or only a tenth: that is a test for
# derivatives, and Lecture 11 makes a tool of it.

# %% error_falls
steps = np.geomspace(1e-4, 0.5, 40)
right = np.array([linearisation_error(value, slope, 1.0, dx) for dx in steps])
forgot = np.array([linearisation_error(value, lambda x: np.cos(x**2), 1.0, dx) for dx in steps])
curved = abs(np.cos(1) - 2 * np.sin(1)) * steps**2  # half of y″ = 2 cos(x²) − 4x² sin(x²), at x = 1
assert np.allclose(right[:20], curved[:20], rtol=0.02)
axes = panels(height=2.8)
axes.plot(steps, right, color=style.BLUE, label="right slope: ½ |y″| Δx²")
axes.plot(steps, forgot, "--", color=style.VERMILION, label="2x forgotten")
axes.set(xscale="log", yscale="log", xlabel="Δx", ylabel="error of the line")
axes.legend()
plt.show()

# %% [markdown]
# ## One neuron, by hand (9 min)
#
# <!-- syllabus: S0-35 -->
# The smallest thing that learns: one weight, one bias, a sigmoid, and half the squared error.
#
# $$z = wx + b \qquad y = \sigma(z) \qquad \mathcal L = \tfrac12 (y - t)^2$$
#
# One *can* put everything into one formula and differentiate it as in school:
#
# $$\frac{\partial\mathcal L}{\partial w} = (\sigma(wx+b) - t)\;\sigma'(wx+b)\;x \qquad\qquad
# \frac{\partial\mathcal L}{\partial b} = (\sigma(wx+b) - t)\;\sigma'(wx+b)$$

# %% by_hand
w, b, x, t = 0.5, -0.3, 2.0, 1.0


def loss(w, b):
    return 0.5 * (sigmoid(w * x + b) - t) ** 2


s = sigmoid(w * x + b)
assert np.isclose((s - t) * s * (1 - s) * x, slope_of(lambda w: loss(w, b), w))
assert np.isclose((s - t) * s * (1 - s), slope_of(lambda b: loss(w, b), b))

# %% [markdown]
# That is right, but it does not scale. Both formulas contain the same product, and $\sigma(wx+b)$ occurs again and
# again. With a second layer the formulas fill a page, and every new loss means starting anew. Look at the structure
# instead:
#
# $$\frac{d\mathcal L}{dy} = y - t \qquad \frac{d\mathcal L}{dz} = \frac{d\mathcal L}{dy}\,\sigma'(z) \qquad
# \frac{\partial\mathcal L}{\partial w} = \frac{d\mathcal L}{dz}\, x \qquad \frac{\partial\mathcal L}{\partial b} =
# \frac{d\mathcal L}{dz}$$
#
# Each line uses the one before it. Nothing is computed twice.

# %% structured
z = w * x + b
y = sigmoid(z)
dL_dy = y - t
dL_dz = dL_dy * y * (1 - y)
print(f"dL/dw: {dL_dz * x:.4f}   dL/db: {dL_dz:.4f}")

# %% [markdown]
# ## Draw it (6 min)
#
# <!-- syllabus: S0-36 S3-30 -->
# Give every quantity a **node**, inputs included, and draw an **edge** from each quantity to those computed directly
# from it. That is a **computation graph**: $w, x, b \to z$, then $z \to y$, then $y, t \to \mathcal L$. Seven nodes,
# six edges. Each edge carries one number, its **slope**: the local derivative of its output with respect to its input.
# To find $d\mathcal L/dw$, multiply the three slopes on the way from $w$ to $\mathcal L$.
#
# A program makes such a graph by itself, if its numbers remember what they were made from. It gives a node to every
# single operation and constant, so it counts more of them:

# %% traced
nodes = {name: Value(number) for name, number in zip("wxbt", (w, x, b, t), strict=True)}
L = (sigmoid_node(nodes["w"] * nodes["x"] + nodes["b"]) - nodes["t"]) ** 2 * 0.5
print("nodes:", len(topological_order(L)), " edges:", edge_count(L))

places = {"w": (0, 1), "x": (0, 0.5), "b": (0, 0), "z": (0.33, 0.5), "y": (0.66, 0.5), "t": (0.66, 0), "L": (1, 0.5)}
local = {("w", "z"): x, ("x", "z"): w, ("b", "z"): 1, ("z", "y"): y * (1 - y), ("y", "L"): y - t, ("t", "L"): t - y}
draw_graph(places, {edge: f"{number:.3g}" for edge, number in local.items()})

# %% [markdown]
# ## Error signals are numbers (11 min)
#
# <!-- syllabus: S0-37 S0-38 S3-29 -->
# The output of the graph is always the same, the loss; so we save ink and write only what we differentiate *by*. The
# derivative $d\mathcal L/dy$ is called the **error signal** of $y$:
#
# | often | or | code of this course | says |
# |---|---|---|---|
# | $\bar y$ | $\delta_y$ | `dy` | how much the loss rises, for each unit by which $y$ does |
#
# (Some texts call the pre-activation $s$; we say $z$. Some keep the letter $\delta$ for pre-activations, and so does
# this course in Lecture 8 and from Lecture 11 on.)
#
# The bar does more than save ink. $d\mathcal L/dy$ looks like an instruction to differentiate. $\bar y$ looks like what
# it is: a **number that the program stores**, like $y$ itself. With bars the derivation *is* the program:
#
# $$\bar y = y - t \qquad \bar z = \bar y\, \sigma'(z) \qquad \bar w = \bar z\, x \qquad \bar b = \bar z$$

# %% bars
dy = y - t
dz = dy * y * (1 - y)
dw, db = dz * x, dz
numbers = logistic_least_squares(w, b, x, t, lam=0.0)
for name in ("dy", "dz", "dw", "db"):
    print(f"{name} = {numbers[name]:.4f}")
assert np.allclose([dy, dz, dw, db], [numbers[name] for name in ("dy", "dz", "dw", "db")])

# %% [markdown]
# Now step through it. Forward, each node takes values from the left; backward, it takes signals from the right. The
# graph has one part more than the formulas above: a penalty $\lambda R = \frac\lambda2 w^2$ on the weight. Mind what
# that does to $w$.

# %% W20
W20.show()

# %% [markdown]
# Two observations. The backward pass needs the *values* of the forward pass ($x$, $y$, $w$ stand in its
# formulas), so they are stored, and memory grows with depth. And it differentiated no formula: each edge has its slope,
# a number, and signals are multiplied by it.

# %% [markdown]
# ## Two ways at once (11 min)
#
# <!-- syllabus: S0-39 -->
# What if $f$ depends on a quantity $t$ (a time now, not the target) in two ways, through $x$ and through $y$? If only
# $x$ changed with $t$, the derivative would be the product of the slopes along that path; if only $y$ changed, the
# product along the other. For small changes the two effects do not influence each other, so they are **added**:
#
# $$\frac{d}{dt} f(x(t), y(t)) = \frac{\partial f}{\partial x}\,\frac{dx}{dt} +
# \frac{\partial f}{\partial y}\,\frac{dy}{dt}$$
#
# An example is $f = y + e^{xy}$ with $x = \cos t$ and $y = t^2$:
#
# $$\frac{df}{dt} = (y e^{xy})\cdot(-\sin t) + (1 + x e^{xy})\cdot 2t$$

# %% formula_28
for t_now in (0.3, 1.1, 2.0):
    v = two_paths(t_now)
    assert np.isclose(v["through_x"] + v["through_y"], v["dt"])
    assert np.isclose(v["dt"], slope_of(lambda t: two_paths(t)["f"], t_now))
v = two_paths(1.1)
x_now, y_now = np.cos(1.1), 1.1**2
grown = np.exp(x_now * y_now)
places = {"t": (0, 0.5), "x": (0.45, 1), "y": (0.45, 0), "f": (1, 0.5)}
local = {("t", "x"): -np.sin(1.1), ("t", "y"): 2 * 1.1, ("x", "f"): y_now * grown, ("y", "f"): 1 + x_now * grown}
draw_graph(places, {edge: f"{slope:.2f}" for edge, slope in local.items()}, height=2.2)
print(f"through x {v['through_x']:.2f}, through y {v['through_y']:.2f}: {v['dt']:.2f}")

# %% [markdown]
# In the picture every edge carries its slope: multiply along a path, add the paths. At $t = 1.1$ the two pull in
# opposite directions. What does the tangent look like, if a program keeps only one of them?

# %% W21
W21.show()

# %% [markdown]
# <!-- syllabus: S0-40 S3-32 -->
# In error signals, where each user of $t$ sends its part to $t$:
#
# $$\bar t = \bar x\,\frac{dx}{dt} + \bar y\,\frac{dy}{dt} \qquad\text{(also:}\;\; \delta_t = \delta_x \frac{dx}{dt} +
# \delta_y \frac{dy}{dt}\text{)}$$
#
# In a program this is the difference between `+=` and `=`, and perhaps the most common bug in hand-written backward
# passes. The program does not stop, and the numbers look plausible.

# %% plus_equals
v = two_paths(1.1)
messages = (v["dx"] * -np.sin(1.1), v["dy"] * 2 * 1.1)
dt_added = dt_overwritten = 0.0
for message in messages:
    dt_added += message
    dt_overwritten = message
print(f"with +=: {dt_added:.4f}, with =: {dt_overwritten:.4f}")
print(f"measured: {slope_of(lambda t: two_paths(t)['f'], 1.1):.4f}")

# %% [markdown]
# ## Where networks fan out (7 min)
#
# <!-- syllabus: S3-31 -->
# A quantity with several users is said to **fan out**, and networks are full of such quantities. Two of them are there
# before any hidden layer ($t$ is the target again):
#
# **A penalty on the weight.** In $\mathcal L_{reg} = \mathcal L + \lambda R$ the weight is used by $z$ and by $R$, so
# $\bar w = \bar z\,x + \bar R\,w$, with $\bar R = \lambda$.

# %% fan_out_of_a_weight
numbers = logistic_least_squares(w, b, x, t, lam=0.1)
measured = slope_of(lambda w: logistic_least_squares(w, b, x, t, 0.1)["L_reg"], w)
print(f"dz · x + dR · w = {numbers['dz'] * x + numbers['dR'] * w:.6f}")
print(f"measured:         {measured:.6f}")

# %% [markdown]
# <!-- syllabus: E21 -->
# **Softmax.** Each logit $z_\ell$ moves *every* probability $p_k = e^{z_k} / \sum_\ell e^{z_\ell}$, its own up and the
# others down. Messages $\bar p$ come back from all of them and are added up:
#
# $$\begin{aligned} \bar z_\ell &= \sum_k \bar p_k \frac{\partial p_k}{\partial z_\ell} \\
# &= p_\ell\,\Bigl(\bar p_\ell - \sum_k \bar p_k\, p_k\Bigr) \end{aligned}$$
#
# With the cross-entropy, $\mathcal L = -\sum_k t_k \log p_k$, this becomes
#
# $$\bar z = \Bigl(\sum_k t_k\Bigr) p - t.$$
#
# Targets that sum to 1 leave $p - t$: prediction minus truth. The graph knows nothing of this formula; it only knows
# exp, log and +.

# %% softmax_fans_out
logits = np.array([1.0, -0.5, 2.0])
p = softmax(logits[None, :])[0]
for target in (np.array([0.0, 1.0, 0.0]), np.array([0.5, 1.0, 0.5])):
    dp = -target / p
    z_nodes = [Value(number) for number in logits]
    backward(sum(weight * softmax_ce_graph(z_nodes, k) for k, weight in enumerate(target.tolist())))
    assert np.allclose(p * (dp - dp @ p), target.sum() * p - target)  # by messages, by formula
    assert np.allclose(p * (dp - dp @ p), [node.grad for node in z_nodes])  # and by the graph
jacobian = np.diag(p) - np.outer(p, p)
axes = panels(height=2.8)
axes.imshow(jacobian, vmin=-0.5, vmax=0.5, aspect="auto")
for (row, column), slope in np.ndenumerate(jacobian):
    axes.text(column, row, f"{slope:+.2f}".replace("-", "−"), ha="center", va="center")
axes.set(xlabel=r"logit $z_\ell$", ylabel="probability $p_k$", title="slopes of a softmax")
axes.set_xticks(range(3), [f"{z:g}".replace("-", "−") for z in logits])
axes.set_yticks(range(3), [f"{q:.2f}" for q in p])
axes.grid(visible=False)
plt.show()

# %% [markdown]
# ## Three questions (3 min)
#
# **1.** $y = \sigma(z)$ with $z = 20$, and the target is $0$: the neuron is as wrong as can be. How large is $\bar z$
# with half the squared error, and what follows?
#
# <details><summary>Answer</summary>
#
# It is $(y - t)\, y\, (1 - y)$, about $1 \cdot 1 \cdot 2\cdot10^{-9}$. The worst neurons hardly learn, because the
# slope of the sigmoid stands in the chain as a factor. The cross-entropy cancels it, and $\bar z = y - t$, about 1.
#
# </details>
#
# **2.** You halve Δx, and the error of your linearisation halves, too. What do you conclude?
#
# <details><summary>Answer</summary>
# The slope is wrong: with the right one the error would fall to a quarter. (Or Δx is already so small that you look at
# rounding errors; then the error would not fall regularly at all.)
# </details>
#
# **3.** In `f = a * a`, a program sends two messages to `a`, each of the value `a`. Is that a mistake?
#
# <details><summary>Answer</summary>
# No. The product has two inputs that happen to be the same node; each edge has the slope $a$, and $a + a = 2a$ is
# the derivative of $a^2$. Adding up over the edges is right without knowing that they end in one node.
# </details>
#
# ## Three programs to write
#
# Each takes five to fifteen lines of numpy; each solution ends with its own test.
#
# **1.** Differentiate $f = y + e^{xy}$ with $x = \cos t$, $y = t^2$ by the chain rule, and check at $t = 0.7$.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# f = lambda t: t**2 + np.exp(np.cos(t) * t**2)
# t = 0.7
# x, y = np.cos(t), t**2
# df = y * np.exp(x * y) * -np.sin(t) + (1 + x * np.exp(x * y)) * 2 * t
# assert np.isclose(df, (f(t + 1e-6) - f(t - 1e-6)) / 2e-6)
# ```
#
# </details>
#
# **2.** Write forward and backward of $\mathcal L = (\sigma(wx + b) - t)^2/2$ with a number for each error signal.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# w, b, x, t = 0.5, -0.3, 2.0, 1.0
# y = 1 / (1 + np.exp(-(w * x + b)))
# dy = y - t
# dz = dy * y * (1 - y)
# dw, db = dz * x, dz
# L = lambda w, b: (1 / (1 + np.exp(-(w * x + b))) - t) ** 2 / 2
# assert np.isclose(dw, (L(w + 1e-6, b) - L(w - 1e-6, b)) / 2e-6)
# assert np.isclose(db, (L(w, b + 1e-6) - L(w, b - 1e-6)) / 2e-6)
# ```
#
# </details>
#
# **3.** Show that $\bar z = p - t$ is wrong if the targets sum to 2, and which formula is right.
#
# <details><summary>Solution</summary>
#
# ```python
# import numpy as np
#
# z, t = np.array([1.0, -0.5, 2.0]), np.array([0.5, 1.0, 0.5])
# p = np.exp(z) / np.exp(z).sum()
# L = lambda z: -np.sum(t * np.log(np.exp(z) / np.exp(z).sum()))
# measured = [(L(z + h) - L(z - h)) / 2e-6 for h in 1e-6 * np.eye(3)]
# assert np.allclose(measured, t.sum() * p - t)
# assert not np.allclose(measured, p - t)
# ```
#
# </details>
#
# ## In short
#
# - A derivative is the slope of the best straight line; derivatives of steps in a row are multiplied.
# - Where a value is used several times, the contributions of all uses are added.
# - The error signal of $v$, $\bar v = \partial\mathcal L/\partial v$, is a number the program stores.
# - Softmax with cross-entropy: $\bar z = p - t$, if the targets sum to 1.
#
# ## History and reading
#
# The chain rule is Leibniz's (1676). Linnainmaa (1970) used it backwards through a program.
#
# - C. Olah, *Calculus on computational graphs: backpropagation*, 2015 (online)
# - T. Parr, J. Howard, *The matrix calculus you need for deep learning*, 2018
# - A. Baydin and others, *Automatic differentiation in machine learning: a survey*, 2018
# - A. Griewank, A. Walther, *Evaluating Derivatives*, 2008, chapters 2 and 3
# - Stanford CS231n, notes on backpropagation (online)
#
# ## Where it leads (1 min)
#
# To the assignment `p5_autodiff`, first half: the operations of a scalar graph with their slopes. The order in which we
# went backward was easy to see in these graphs. Lecture 10 asks for the order in *any* graph, and finds that two
# plausible ones are wrong.
