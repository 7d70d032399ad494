"""Small graphs to pass messages through, laid out by hand, and all messages of a pass through them."""

from types import SimpleNamespace

from reference_solution.autodiff.message_passing import ORDERS, send_messages
from reference_solution.autodiff.paths import doubling_chain
from reference_solution.autodiff.topological_order import topological_order
from reference_solution.autodiff.value import Value

PATHS = "path by path"
WAYS = (*ORDERS, PATHS)


def mix(*terms):
    """A weighted sum as one node: its slopes are the weights."""
    return Value(sum(w * x.data for w, x in terms), tuple((x, float(w)) for w, x in terms))


def used_twice(x):
    b = mix((3, x))
    c = b * b
    return {"a": (x, 0, 0), "b": (b, 1, 0), "c": (c, 2, -0.75), "f": (b + c, 3, 0)}


def tree(w):
    x, b = Value(3.0), Value(-4.0)
    m = w * x
    z = m + b
    places = {"w": (w, 0, 0.6), "x": (x, 0, -0.5), "m": (m, 1, 0.3), "b": (b, 1, -0.95), "z": (z, 2, -0.1)}
    return places | {"f": (z**2, 3, 0.1)}


def layers(x, shortcut=()):
    u = mix((2, x))
    h, k = mix((1, u)), mix((3, u))
    p, q = mix((2, h), (1, k)), mix((1, h), (-1, k))
    f = mix((1, p), (2, q), *((w, u) for w in shortcut))
    places = {"x": (x, 0, 0.2), "u": (u, 1, 0.2), "h": (h, 2, 0.8), "k": (k, 2, -0.4), "p": (p, 3, 0.8)}
    return places | {"q": (q, 3, -0.4), "f": (f, 4, 0.2)}


def shortcut(x):
    return layers(x, shortcut=(4,))


def doublings(x, n):
    nodes = reversed(topological_order(doubling_chain(x, n)))
    return {f"d{n - i}" if i < n else "x": (node, n - i, 0) for i, node in enumerate(nodes)}


GRAPHS = {
    "a node used twice": used_twice,
    "a tree": tree,
    "layers": layers,
    "layers and a shortcut": shortcut,
    "doublings": doublings,
}


def build(graph, n, x):
    made = GRAPHS[graph](Value(x), n) if graph == "doublings" else GRAPHS[graph](Value(x))
    output = max(made.values(), key=lambda place: place[1])[0]
    return {node: (name, *place) for name, (node, *place) in made.items()}, output


def path_by_path(output):
    """What a node hears it passes on at once, and only that: right, and as slow as there are paths."""
    waiting = [(output, 1.0)]
    while waiting:
        node, part = waiting.pop()
        for parent, slope in node.edges[::-1]:
            parent.grad += part * slope
            yield node, parent, part * slope
            waiting.append((parent, part * slope))


def play(places, output, way):
    """All messages, each with what every node has and has passed on after it."""
    for node in places:
        node.grad = float(node is output)
    given, heard, counts = dict.fromkeys(places, 0.0), dict.fromkeys(places, 0), dict.fromkeys(places, 0)
    has = {n: n.grad for n in places}
    frames = [SimpleNamespace(edge=None, has=has, given=dict(given), heard=dict(heard), calls=dict(counts))]
    for node, parent, message in path_by_path(output) if way == PATHS else send_messages(output, way):
        i = counts[node] % len(node.edges)
        i = len(node.edges) - 1 - i if way == PATHS else i
        amount = message / node.edges[i][1]
        given[node] += amount if counts[node] % len(node.edges) == 0 else 0.0
        counts[node] += 1
        early = heard[node]  # of its users it has heard so many when it sends
        heard[parent] += 1
        has = {n: n.grad for n in places}
        edge = SimpleNamespace(node=node, number=i, parent=parent, amount=amount, message=message, heard=early)
        frames.append(SimpleNamespace(edge=edge, has=has, given=dict(given), heard=dict(heard), calls=dict(counts)))
    return frames
