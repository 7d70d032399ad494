"""W22: gradients as messages: which node may send next, and what goes wrong if another one does."""

import textwrap
from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Player, Question, Slider, Widget, style
from lectures.widgets.support.messages import GRAPHS, PATHS, WAYS, build, play
from reference_solution.autodiff.paths import edge_count, gradient_by_paths, path_count

FREE, PARTIAL, RIGHT, WRONG = "white", style.PURPLE, style.SKY, style.VERMILION
CONTROLS = (
    Choice("graph", tuple(GRAPHS), label="graph"),
    Choice("way", WAYS, value="breadth first", label="who sends next"),
    Player("step", 62, value=2, interval=900, label="messages", until=lambda data: len(data.run) - 1),
    Slider("n", 1, 5, value=4, label="doublings", when={"graph": "doublings"}),
)


def prepare(graph, n, way):
    places, output = build(graph, n, 2.0)
    runs = {way: play(places, output, way) for way in WAYS}
    truth = {node: gradient_by_paths(output, node)[0] for node in places}
    uses = {node: sum(parent is node for other in places for parent, _ in other.edges) for node in places}
    if way == PATHS:
        uses = {node: path_count(output, node) if node is not output else 0 for node in places}
    ahead, behind = (build(graph, n, 2.0 + h)[1].data for h in (1e-4, -1e-4))
    start = next(iter(places)) if graph != "doublings" else [*places][-1]
    return SimpleNamespace(
        places=places, output=output, start=start, runs=runs, run=runs[way], truth=truth, uses=uses, way=way,
        difference=(ahead - behind) / 2e-4,
    )  # fmt: skip


def compute(data, step):
    frame = data.run[min(step, len(data.run) - 1)]
    return SimpleNamespace(**vars(data), step=min(step, len(data.run) - 1), last=len(data.run) - 1, now=frame)


def curve(child, parent, bend):
    """Points of an edge, from the one who sends to the one who hears."""
    t = np.linspace(0, 1, 21)[:, None]
    middle = (child + parent) / 2 + np.array([0, bend])
    return (1 - t) ** 2 * child + 2 * t * (1 - t) * middle + t**2 * parent


def edges_of(values):
    """(child, number, points) of every edge; edges between the same two nodes bend apart, a long one bends away."""
    for child, (_, x, y) in values.places.items():
        for number, (parent, _) in enumerate(child.edges):
            _, px, py = values.places[parent]
            twin = [p is parent for p, _ in child.edges]
            bend = (0.4 if number == 0 else -0.4) if sum(twin) > 1 else -3.5 if x - px > 2 else 0
            points = curve(np.array([x, y]), np.array([px, py]), bend)
            yield child, number, points, points[10 if bend or y == py else 8]  # off the middle, where two may cross


def colour(values, node):
    has, heard = values.now.has[node], values.now.heard[node]
    if at_odds(values, node):
        return WRONG
    if heard < values.uses[node] or (node is values.start and values.step < values.last):
        return PARTIAL if heard else FREE
    return RIGHT if np.isclose(has, values.truth[node]) else WRONG


def at_odds(values, node):
    """Whether the node has sent something, and not what it has."""
    return (
        values.way != PATHS
        and values.now.calls[node] > 0
        and not np.isclose(values.now.given[node], values.now.has[node])
    )


def pips(heard, uses):
    if uses > 4:
        return f"{heard}/{uses}"
    return "●" * min(heard, uses) + "○" * (uses - heard) + (f" +{heard - uses}" if heard > uses else "")


def stage(figure):
    graph, score = style.panels(
        figure, 2, left=0.02, right=0.98, bottom=0.03, top=0.97, wspace=0.06, width_ratios=(1.7, 1)
    )
    graph.axis("off")
    graph.set(xlim=(-0.5, 5.5), ylim=(-1.75, 1.95))
    score.axis("off")
    score.set(xlim=(0, 2.6), ylim=(3.95, -0.75))
    for i in range(4):  # where the truth lies
        score.plot([1, 1], [i + 0.14, i + 0.56], color=style.BLACK, linewidth=1.5)
    centre = dict(ha="center", va="center")
    return SimpleNamespace(
        edges=[graph.plot([], [])[0] for _ in range(12)],
        arrow=graph.plot([], [], "o", color=style.BLACK, markersize=9)[0],
        slopes=[graph.text(0, 0, "", **centre, bbox=style.PAPER) for _ in range(12)],
        nodes=graph.scatter([0], [0], s=1200, linewidths=2, edgecolors=style.BLACK, zorder=4),
        names=[graph.text(0, 0, "", weight="bold", zorder=5, **centre) for _ in range(7)],
        above=[graph.text(0, 0, "", ha="center", va="bottom", fontsize=12) for _ in range(7)],
        below=[graph.text(0, 0, "", ha="center", va="top", fontsize=12, bbox=style.PAPER) for _ in range(7)],
        head=graph.text(0.01, 0.99, "", transform=graph.transAxes, va="top", fontsize=15, weight="bold"),
        verdict=graph.text(0.01, 0.915, "", transform=graph.transAxes, va="top"),
        title=score.text(0, -0.45, "", va="center"),
        bars=list(score.barh(np.arange(4) + 0.35, 1, height=0.3, zorder=1)),
        ways=[score.text(0, i, "", va="center") for i in range(4)],
        totals=[score.text(0, i + 0.36, "", va="center", weight="bold") for i in range(4)],
        width=graph,
    )  # fmt: skip


def draw(values, artists):
    now, places = values.now, values.places
    artists.width.set_xlim(-0.5, max(x for _, x, _ in places.values()) + 0.5)
    where = np.array([(x, y) for _, x, y in places.values()])
    artists.nodes.set_offsets(where)
    artists.nodes.set_facecolors([colour(values, node) for node in places])
    labels = zip(artists.names, artists.above, artists.below, strict=True)
    for (node, (name, x, y)), (title, above, below) in zip(places.items(), labels, strict=False):
        title.set(text=name, position=(x, y))
        above.set(text=pips(now.heard[node], values.uses[node]), position=(x, y + 0.25))
        sent = f"\nsent {now.given[node]:g}" if node.edges else ""
        below.set(text=f"has {now.has[node]:g}{sent}".replace("-", "−"), position=(x, y - 0.25))
        below.set_color(style.VERMILION if at_odds(values, node) else style.BLACK)
    for texts in (artists.names, artists.above, artists.below):
        for text in texts[len(places) :]:
            text.set_text("")
    drawn = list(edges_of(values))
    for line, slope in zip(artists.edges[len(drawn) :], artists.slopes[len(drawn) :], strict=True):
        line.set_data([], [])
        slope.set_text("")
    artists.arrow.set_data([], [])
    for (child, number, points, middle), line, slope in zip(drawn, artists.edges, artists.slopes, strict=False):
        live = now.edge is not None and (now.edge.node, now.edge.number) == (child, number)
        line.set_data(*points.T)
        line.set(color=style.ORANGE if live else style.GREY, linewidth=6 if live else 1.5)
        slope.set(
            text=f"×{child.edges[number][1]:g}".replace("-", "−"),
            position=middle,
            weight="bold" if live else "normal",
        )
        if live:
            artists.arrow.set_data(*points[14:15].T)
    artists.head.set_text(headline(values))
    artists.verdict.set(text=textwrap.fill(verdict(values), 52))
    artists.verdict.set_color(style.VERMILION if hasty(values) else style.BLACK)
    truth = values.truth[values.start]
    name = places[values.start][0]
    artists.title.set_text(f"df/d{name} is {truth:g}. What {name} gets:")
    for i, (way, bar) in enumerate(zip(WAYS, artists.bars, strict=True)):
        run, chosen = values.runs[way], way == values.way
        total, sent = (now.has[values.start], values.step) if chosen else (run[-1].has[values.start], len(run) - 1)
        done = sent == len(run) - 1
        right = np.isclose(total, truth)
        share = np.clip(total / truth, 0, 1.9)
        bar.set_width(share)
        bar.set_color((style.BLUE if right else style.VERMILION) if done else style.GREY)
        bar.set_alpha(1.0 if chosen else 0.45)
        beside = 0.05 + (1 if 0.6 < share < 1 else share)  # not across the line of the truth
        count = f"{sent} messages" if done else f"{sent} of {len(run) - 1}"
        artists.ways[i].set(text=f"{way}: {count}", weight="bold" if chosen else "normal")
        artists.totals[i].set(text=f"{total:g}" + ((" ✓" if right else " ✗") if done else " …"), x=beside)


def hasty(values):
    """Whether the node that sends does so too early, or sends more than it has; at the end, whether any did."""
    edge = values.now.edge
    if edge is None or values.way == PATHS:
        return False
    if values.step == values.last:
        return bool(faults(values))
    return edge.heard < values.uses[edge.node] or over(values, edge.node)


def over(values, node):
    return abs(values.now.given[node]) > abs(values.truth[node]) + 1e-9


def headline(values):
    edge = values.now.edge
    if edge is None:
        return "f has 1, for df/df = 1"
    if values.step == values.last:
        name, total, truth = ending(values)
        return f"{name} ends with {total:g}" + (", the derivative" if np.isclose(total, truth) else f", not {truth:g}")
    sender, hearer = values.places[edge.node][0], values.places[edge.parent][0]
    slope = edge.node.edges[edge.number][1]
    return f"{sender} tells {hearer}:  {edge.amount:g} × {slope:g} = {edge.message:g}".replace("-", "−")


def verdict(values):
    edge = values.now.edge
    if edge is None:
        return "●: a use has sent its part, ○: not yet, ×: slope"
    if values.step == values.last:
        return faults(values) or "every node has sent exactly what it has"
    name, heard, uses = values.places[edge.node][0], edge.heard, values.uses[edge.node]
    if values.way == PATHS:
        return f"{name} passes on what came on one path, nothing else"
    if heard < uses:
        return f"too early: {name} has heard {heard} of {uses}; the rest will be lost, or sent twice"
    if over(values, edge.node):
        return f"too much: {name} has sent {values.now.given[edge.node]:g}, its gradient is {values.truth[edge.node]:g}"
    if uses == 0:
        return f"{name} is the output: it begins"
    return f"{name} has heard from " + (f"all {uses} uses of it" if uses > 1 else "its only user") + ": it may send"


def ending(values):
    return values.places[values.start][0], values.now.has[values.start], values.truth[values.start]


def faults(values):
    """Who has not passed on exactly its gradient."""
    wrong = [n for n in values.places if n.edges and not np.isclose(values.now.given[n], values.truth[n])]
    return "; ".join(
        f"{values.places[n][0]} sent {values.now.given[n]:g}, not {values.truth[n]:g}".replace("-", "−") for n in wrong
    )


def says(values):
    name, total, truth = ending(values)
    paths = path_count(values.output, values.start)
    counts = f"{edge_count(values.output)} edges, {paths} path{'s' * (paths > 1)} from {name} to f."
    if values.step < values.last:
        return f"Message {values.step} of {values.last}: {headline(values)}; {verdict(values)}. {counts}"
    if np.isclose(total, truth):
        return f"{name} ends with {total:g}, which is right, after {values.last} messages. {counts}"
    return f"{name} ends with {total:g}, and {truth:g} is right: {faults(values)}. {counts}"


def invariant(values):
    """Two ways are right always, by a finite difference too; a total is wrong only if a node sent more or less than
    its gradient; in topological order each edge is used once, and nobody sends early."""
    start, final = values.start, {way: run[-1] for way, run in values.runs.items()}
    right = all(np.isclose(final[way].has[n], values.truth[n]) for way in ("topological", PATHS) for n in values.places)
    honest = {
        way: all(np.isclose(last.given[n], values.truth[n]) for n in values.places if n.edges)
        for way, last in final.items()
    }
    explained = all(np.isclose(last.has[start], values.truth[start]) or not honest[way] for way, last in final.items())
    topological = values.runs["topological"]
    patient = values.way == PATHS or all(frame.edge.heard >= values.uses[frame.edge.node] for frame in topological[1:])
    counted = len(topological) - 1 == edge_count(values.output)
    walked = len(values.runs[PATHS]) - 1 == gradient_by_paths(values.output, start)[1]
    measured = abs(values.truth[start] - values.difference) < 1e-6
    return right and honest["topological"] and explained and patient and counted and walked and measured


WIDGET = Widget(
    id="W22",
    title="Who may send next? Gradients as messages",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "b = 3a, c = b·b, f = b + c, and a = 2. It is b's turn, though c has not told b anything yet. Each node sends "
        "once. What does a end with?",
        ("39, the true derivative", "3", "81"),
        answer=1,
        because="b passes on the 1 that it has: a gets 1 × 3. The 12 that c brings to b afterwards stays there. In the "
        "recursive way f calls b once and c calls b twice, for its two uses, and each time b sends all it has: "
        "3 × (1 + 13 + 13) = 81. So a node waits until it has heard from all that use it, and that is what topological "
        "order means.",
        reveal={"graph": "a node used twice", "way": "breadth first", "step": 5},
    ),
    telling=(
        {"graph": "layers and a shortcut", "way": "breadth first", "step": 62},
        {"graph": "layers", "way": "recursive", "step": 62},
    ),
)
