"""W23: what each kind of node does to the message that arrives, and what a tie must not do."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.value import Value, add, maximum, mul

NODES = {"add": add, "multiply": mul, "max": maximum}
TIES = ("the first wins", "half to each", "all to each")
RULES = {
    "add": "add hands the message m on to both",
    "multiply": "multiply swaps: m × the other's value",
    "max": "max sends m to the larger input, 0 to the other",
    "copy": "used twice: the messages that come back add up",
}
NUDGES = np.linspace(-1, 1, 41)

CONTROLS = (
    Choice("node", (*NODES, "copy"), value="multiply", label="node"),
    Slider("a", -2.0, 2.0, step=0.5, value=2.0, label="input a"),
    Slider("b", -2.0, 2.0, step=0.5, value=-1.0, label="input b", still="a copy has one input"),
    Slider("m", -2.0, 2.0, step=0.5, value=1.0, label="message m, from above"),
    Slider("m2", -2.0, 2.0, step=0.5, value=0.5, label="second message", when={"node": "copy"}),
    Choice("tie", TIES, label="at a tie", when={"node": "max"}, still="no matter unless a = b"),
)


def compute(node, a, b, m, m2, tie):
    if node == "copy":
        va = Value(a)
        backward(va * m + va * m2)
        messages, output = (va.grad,), a
        change = (m + m2) * NUDGES  # of m · first copy + m2 · second copy
    else:
        va, vb = Value(a), Value(b)
        out = NODES[node](va, vb)
        backward(out * m)
        messages, output = [va.grad, vb.grad], out.data
        if node == "max" and a == b and tie != TIES[0]:
            messages = [m / 2, m / 2] if tie == TIES[1] else [m, m]
        change = np.array([m * (NODES[node](a + h, b + h).data - output) for h in NUDGES])
    return SimpleNamespace(
        node=node, a=a, b=b, m=m, m2=m2, tie=tie, messages=tuple(messages), output=output, change=change,
        tied=node == "max" and a == b,
    )  # fmt: skip


def stage(figure):
    graph, check = style.panels(figure, 2, left=0.02, right=0.97, top=0.95, wspace=0.25, width_ratios=(1.5, 1))
    graph.axis("off")
    graph.set(xlim=(0, 4), ylim=(-1.5, 1.9))
    check.set(
        xlim=(-1, 1),
        ylim=(-4.2, 5.6),
        xlabel="h, added to all inputs",
        ylabel="change of the loss",
        yticks=range(-4, 5, 2),
    )
    check.text(0, 5.1, "solid: the change", color=style.BLUE, ha="center", va="center")
    centre = dict(ha="center", va="center")
    return SimpleNamespace(
        lines=[graph.plot([], [], color=style.GREY)[0] for _ in range(3)],
        nodes=graph.scatter([0], [0], s=1700, edgecolors=style.BLACK, linewidths=2, zorder=4),
        names=[graph.text(0, 0, "", weight="bold", zorder=5, **centre) for _ in range(3)],
        values=[graph.text(0, 0, "", color=style.BLUE, bbox=style.PAPER, **centre) for _ in range(3)],
        messages=[
            graph.text(0, 0, "", color=style.VERMILION, weight="bold", bbox=style.PAPER, **centre) for _ in range(3)
        ],
        rule=graph.text(0.05, 1.75, "", va="center"),
        key=graph.text(0.05, -1.4, "blue: values    orange: messages (gradients)", color=style.GREY, va="center"),
        change=check.plot([], [], color=style.BLUE)[0],
        promise=check.plot([], [], "--", color=style.VERMILION)[0],
        said=check.text(0, 4.3, "", color=style.VERMILION, bbox=style.PAPER, **centre),
    )


def draw(values, artists):
    v, copy = values, values.node == "copy"
    left, right = (0.4, 1.0), (0.4, -0.9)
    if copy:
        places = ((1.7, 0), (3.6, 1.0), (3.6, -0.9))
        names, ends = ("a", "use 1", "use 2"), ((0.2, 0), (3.6, 1.0), (3.6, -0.9))
        numbers, messages = (v.a, v.a, v.a), (v.messages[0], v.m, v.m2)
    else:
        places = (left, right, (2.0, 0))
        names, ends = ("a", "b", {"add": "+", "multiply": "×", "max": "max"}[v.node]), (left, right, (3.8, 0))
        numbers, messages = (v.a, v.b, v.output), (*v.messages, v.m)
    hub = np.array(places[0] if copy else places[2], dtype=float)
    artists.nodes.set_offsets(places)
    artists.nodes.set_facecolors([style.PURPLE if tuple(hub) == place else "white" for place in places])
    for i in range(3):
        artists.names[i].set(text=names[i], position=places[i], fontsize=13 if len(names[i]) < 4 else 12)
        end = np.array(ends[i], dtype=float)
        artists.lines[i].set_data(*np.transpose([hub, end]))
        middle = 0.45 * hub + 0.55 * end
        artists.values[i].set(text=signed(numbers[i]), position=(middle[0] + 0.05, middle[1] + 0.26))
        artists.messages[i].set(text=f"← {signed(messages[i])}", position=(middle[0] - 0.05, middle[1] - 0.24))
    artists.rule.set_text(RULES[v.node])
    artists.change.set_data(NUDGES, v.change)
    artists.promise.set_data(NUDGES, sum(v.messages) * NUDGES)
    artists.said.set_text(f"dashed: what messages say, {signed(sum(v.messages))} h")


def signed(number):
    return f"{number:g}".replace("-", "−")


def slope(values):
    """Of the true change, at h = 0."""
    return (values.change[21] - values.change[19]) / (NUDGES[21] - NUDGES[19])


def says(values):
    v = values
    sent = " and ".join(signed(message) for message in v.messages)
    goes = "go" if len(v.messages) > 1 else "goes"
    what = (
        f"the messages {signed(v.m)} and {signed(v.m2)} come"
        if v.node == "copy"
        else f"the message {signed(v.m)} comes"
    )
    tail = f" Raising all inputs together changes the loss with slope {signed(round(slope(v), 9))}"
    fits = np.isclose(slope(v), sum(v.messages))
    end = ", as the messages say." if fits else f", but the messages promise {signed(sum(v.messages))}: too much."
    return f"{v.node}{' at a tie' if v.tied else ''}: {what} in, out {goes} {sent}." + tail + end


def invariant(values):
    """The messages add up to the slope of the output when all inputs rise; only "all to each" breaks that, in a tie."""
    fits = np.isclose(slope(values), sum(values.messages))
    wrong = values.tied and values.tie == TIES[2] and values.m != 0
    return fits != wrong


WIDGET = Widget(
    id="W23",
    title="What nodes do with a message",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Both inputs of a max are 1, and the message 1 arrives. What must the two messages that go out add up to?",
        ("0", "1", "2"),
        answer=1,
        because="Raise both inputs by h and the maximum rises by h, once. One winner or half to each are both right; "
        "1 to each, which some formulas give, promises twice the rise: the dashed line.",
        reveal={"node": "max", "a": 1.0, "b": 1.0, "m": 1.0, "tie": TIES[2]},
    ),
    telling=({"node": "max", "a": 1.0, "b": 1.0, "tie": TIES[2]}, {"node": "copy", "a": 1.5, "m": 1.0, "m2": 0.5}),
)
