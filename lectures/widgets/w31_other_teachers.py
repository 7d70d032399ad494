"""W31: three ways to learn: gradients sent back, error signals sent back at random, and shaking the weights."""

from types import SimpleNamespace

import numpy as np

from course.data.rendered_digits import rendered_digits
from lectures.widgetkit import Choice, Player, Question, Slider, Widget, style
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.networks.parameters import flatten
from reference_solution.training.feedback_alignment import feedback_backward, random_feedback
from reference_solution.training.minibatches import minibatches
from reference_solution.training.optimisers import sgd_step
from reference_solution.training.weight_perturbation import perturbed_gradient

SIZES, EPOCHS, SIDE = [64, 24, 24, 10], 30, 8
TEACHERS = {
    "backprop": (style.BLUE, 0.3),
    "feedback alignment": (style.GREEN, 0.3),
    "weight perturbation": (style.VERMILION, 0.004),
}
CONTROLS = (
    Player("epoch", EPOCHS, value=8, interval=200, label="epochs"),
    Slider("width", 8, 24, step=8, value=24, label="hidden units a layer"),
    Choice("seed", (0, 1, 2), label="seed"),
)


def data_set():
    rng = np.random.default_rng(12)
    X, labels = rendered_digits(560, rng, side=SIDE)
    return X[:400], labels[:400], X[400:], labels[400:]


def cosine(a, b):
    return a @ b / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-300)


def learn(teacher, start, data, seed):
    """Share of right answers on new digits and the angle to the gradient, before training and after each epoch."""
    X, labels, X_new, labels_new = data
    rng, params = np.random.default_rng(seed + 100), start
    feedback = random_feedback(params, np.random.default_rng(seed + 50))
    ask = {
        "backprop": lambda p, x, t: mlp_backward(p, x, t, "tanh", 0.0)[1],
        "feedback alignment": lambda p, x, t: feedback_backward(p, feedback, x, t, "tanh")[1],
        "weight perturbation": lambda p, x, t: perturbed_gradient(p, x, t, "tanh", 1e-3, rng),
    }[teacher]
    right, cosines = [], []
    for epoch in range(EPOCHS + 1):
        right.append(np.mean(mlp_forward(params, X_new, "tanh")[0].argmax(axis=1) == labels_new))
        claim, true = ask(params, X[:100], labels[:100]), mlp_backward(params, X[:100], labels[:100], "tanh", 0.0)[1]
        cosines.append(
            cosine(flatten(claim[:-1]), flatten(true[:-1]))
        )  # the hidden layers: the last one needs no way back
        for X_batch, labels_batch in minibatches(X, labels, 10, rng) if epoch < EPOCHS else ():
            params = sgd_step(params, ask(params, X_batch, labels_batch), TEACHERS[teacher][1])
    return SimpleNamespace(right=np.array(right), cosines=np.array(cosines), params=params, feedback=feedback)


def prepare(width, seed):
    data = data_set()
    start = init_params([SIZES[0], width, width, SIZES[-1]], "xavier", np.random.default_rng(seed))
    runs = {teacher: learn(teacher, start, data, seed) for teacher in TEACHERS}
    count = flatten(start).size
    return SimpleNamespace(runs=runs, data=data, count=count, start=start)


def compute(data, epoch):
    return SimpleNamespace(
        **vars(data),
        epoch=epoch,
        right={name: run.right[epoch] for name, run in data.runs.items()},
        cosines={name: run.cosines[epoch] for name, run in data.runs.items()},
    )


def stage(figure):
    curve, angle = style.panels(figure, 2, left=0.09, top=0.83, right=0.97, wspace=0.28)
    curve.set(xlim=(0, EPOCHS), ylim=(0, 1.02), xlabel="epoch", ylabel="right answers, new digits (share)")
    angle.set(xlim=(0, EPOCHS), ylim=(-0.25, 1.08), xlabel="epoch", ylabel="cosine with the gradient")
    angle.axhline(0, color=style.GREY, linewidth=1)
    curves, angles, dots, spots = ({} for _ in range(4))
    for name, (colour, _) in TEACHERS.items():
        curves[name], angles[name] = (axes.plot([], [], color=colour)[0] for axes in (curve, angle))
        dots[name], spots[name] = (axes.plot([], [], "o", color=colour, clip_on=False)[0] for axes in (curve, angle))
    for name, at in zip(TEACHERS, ((0.09, 0.94), (0.24, 0.94), (0.09, 0.87)), strict=True):
        figure.text(*at, name, color=TEACHERS[name][0], weight="bold")
    return SimpleNamespace(curves=curves, angles=angles, dots=dots, spots=spots)


def draw(values, artists):
    for name, run in values.runs.items():
        artists.curves[name].set_data(range(EPOCHS + 1), run.right)
        artists.angles[name].set_data(range(EPOCHS + 1), run.cosines)
        artists.dots[name].set_data([values.epoch], [values.right[name]])
        artists.spots[name].set_data([values.epoch], [values.cosines[name]])


def says(values):
    parts = (f"{name} {values.right[name]:.0%} (cosine {values.cosines[name]:z.2f})" for name in TEACHERS)
    when = f"after {values.epoch} epoch{'s' * (values.epoch != 1)}"
    return f"Right answers on new digits {when}, {values.count:,} parameters: {', '.join(parts)}."


def invariant(values):
    """Backprop is the gradient; random feedback is it too once B is Wᵀ; shaking is it on average."""
    X, labels = (part[:10] for part in values.data[:2])
    params = values.runs["feedback alignment"].params
    true = flatten(mlp_backward(params, X, labels, "tanh", 0.0)[1])
    told = flatten(feedback_backward(params, [W.T for W, _ in params], X, labels, "tanh")[1])
    rng, draws = np.random.default_rng(0), 40
    shaken = [flatten(perturbed_gradient(params, X, labels, "tanh", 1e-4, rng)) for _ in range(draws)]
    along = np.array([guess @ true for guess in shaken]) / (true @ true)  # 1 on average, with variance 2
    on_average = abs(along.mean() - 1) < 4 * np.sqrt(2 / draws)
    return np.allclose(values.runs["backprop"].cosines, 1) and np.allclose(told, true, atol=1e-12) and on_average


WIDGET = Widget(
    id="W31",
    title="Three teachers",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "On the way back, replace every Wᵀ by a fixed random matrix. How far does the network get in thirty epochs?",
        ("it learns nothing", "nearly as far as with the gradient", "farther"),
        answer=1,
        because="The first layers move in a direction that has little to do with the gradient, but the weights above "
        "them learn to point along the random matrices, and the cosine rises. Weight perturbation is right on "
        "average, but so noisy that its steps must be tiny.",
        reveal={"epoch": 30},
    ),
    telling=({"epoch": 1}, {"epoch": 30, "width": 8}),
)
