// W04: all mistakes of a perceptron, the widest margin, and how long w grows with the logistic loss.
const MOST = 60, EPOCHS = 100, Y = [-1, -1, -1, -1, 1, 1, 1, 1], STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
const dot = ([a, b, c], [d, e, f]) => a * d + b * e + c * f, long = (v) => Math.sqrt(dot(v, v));
const plus = ([a, b, c], t, [d, e, f]) => [a + t * d, b + t * e, c + t * f];
const edge = Array.from({ length: 60 }, (_, i) => (i === 59 ? 2.2 : i * (4.4 / 59) - 2.2));

function fit(X) {
  let w = [0, 0, 0];
  const mistakes = [], weights = [w];
  for (let round = 0; round < EPOCHS; round++) {
    const before = mistakes.length;
    X.forEach((x, i) => {
      if (Y[i] * dot(x, w) > 0) return;
      w = plus(w, Y[i], x);
      mistakes.push(i);
      weights.push(w);
    });
    if (mistakes.length === before) return { w, mistakes, weights, converged: true };
  }
  return { w, mistakes, weights, converged: false };
}

// The nearest point of the convex hull of y x to the origin.
function widestMargin(X) {
  const V = X.map((x, i) => x.map((part) => Y[i] * part));
  let w = V[0];
  for (let round = 0; round < 1500; round++) {
    let worst = V[0];
    for (const v of V) if (dot(v, w) < dot(worst, w)) worst = v;
    const way = plus(w, -1, worst);
    if (dot(w, way) <= 1e-9 * dot(w, w)) break;
    w = plus(w, -Math.min(1, dot(w, way) / dot(way, way)), way);
  }
  return w;
}

function logisticLengths(X) {
  let w = [0, 0, 0];
  const lengths = [];
  for (let t = 1; t <= 2000; t++) {
    let slope = [0, 0, 0];
    for (let i = 0; i < X.length; i++) slope = plus(slope, -Y[i] / (1 + Math.exp(Y[i] * dot(X[i], w))), X[i]);
    w = plus(w, -1 / Y.length, slope);
    if (STEPS.includes(t)) lengths.push(long(w));
  }
  return lengths;
}

let key = null, run = null;

bpLive("W04", {
  compute({ mistake, learner, bias_size: bias, points }) {
    const wanted = JSON.stringify([points, bias]);
    if (key !== wanted) {
      const X = points.map(([x, y]) => [x, y, bias]), found = fit(X);
      let widest = found.converged ? widestMargin(X) : null;
      if (widest && Math.min(...X.map((x, i) => Y[i] * dot(x, widest))) <= 0) widest = found.w;
      const R = Math.max(...X.map(long));
      const gamma = widest ? Math.min(...X.map((x, i) => Y[i] * dot(x, widest))) / long(widest) : 0;
      [key, run] = [wanted, { X, ...found, weights: found.weights.slice(0, MOST + 1), total: found.mistakes.length, R, gamma, bound: (R / gamma) ** 2 }];
    }
    const m = Math.min(mistake, run.weights.length - 1), w = run.weights[m];
    const side = edge.map((y) => edge.map((x) => x * w[0] + y * w[1] + bias * w[2]));
    return {
      ...run, m, w, side, bias, lengths: run.weights.map(long), wrong: run.X.map((x, i) => dot(x, w) * Y[i] <= 0),
      perceptron: learner === "perceptron", logistic: learner === "perceptron" ? null : logisticLengths(run.X),
    };
  },
  last: (v) => v.weights.length - 1,
  // The axes of the right panel: of those that are recorded, the smallest that is large enough.
  furniture(v, recording) {
    const end = v.perceptron ? 1.05 * [5, 15, 30, MOST].find((e) => e >= v.weights.length - 1) : 10 * Math.ceil(Math.max(...v.logistic) / 10);
    const limit = ([, scales]) => {
      const [, , , , , x1, , y1, log] = recording.scales[scales][1];
      return Boolean(log) === v.perceptron ? -Infinity : v.perceptron ? x1 : y1;
    };
    const limits = recording.furniture.map(limit), enough = limits.filter((value) => value >= end - 1e-6);
    return limits.indexOf(enough.length ? Math.min(...enough) : Math.max(...limits));
  },
  draw(v, kit) {
    kit.image("side", v.side.flat().map(Math.sign), edge.length);
    [["line", v.w], ["before", v.weights[Math.max(v.m - 1, 0)]]].forEach(([name, w]) => {
      const size = w[0] ** 2 + w[1] ** 2;
      if (!size) return;
      const foot = [0, 1].map((d) => (-w[2] * v.bias * w[d]) / size), along = [-w[1], w[0]].map((part) => part / Math.sqrt(size));
      kit.line(name, [-9, 9].map((t) => foot[0] + t * along[0]), [-9, 9].map((t) => foot[1] + t * along[1]));
      if (name === "line") kit.line("arrow", ...[0, 1].map((d) => [foot[d], foot[d] + (0.5 * w[d]) / Math.sqrt(size)]));
    });
    const some = (name, chosen) => kit.line(name, chosen.map((x) => x[0]), chosen.map((x) => x[1]));
    some("classes.0", v.X.filter((_, i) => Y[i] < 0));
    some("classes.1", v.X.filter((_, i) => Y[i] > 0));
    some("wrong", v.X.filter((_, i) => v.wrong[i]));
    some("ring", v.m ? [v.X[v.mistakes[v.m - 1]]] : []);
    const [, , , , , x1, , y1] = kit.scales[1];
    if (!v.perceptron) return kit.line("length", STEPS, v.logistic);
    const last = x1 / 1.05, m = Array.from({ length: 60 }, (_, i) => (i * x1) / 59);
    kit.line("top", m, m.map((t) => v.R * Math.sqrt(t)));
    if (v.converged) kit.line("low", m, m.map((t) => v.gamma * t));
    kit.line("length", v.lengths.map((_, i) => i), v.lengths);
    kit.line("now", [v.m], [v.lengths[v.m]]);
    kit.text("names.0", "at most R √m", 0.03 * last, 0.94 * y1);
    return kit.text("names.1", v.converged ? `at least γ m, γ = ${v.gamma.toFixed(2)}` : "no γ > 0", 0.35 * last, 0.06 * y1);
  },
  says(v) {
    if (!v.perceptron) {
      const [then, now] = [v.logistic.at(-4), v.logistic.at(-1)];
      const stays = now - then < 0.1 * now ? "and settles: the classes overlap" : "so far; no line separates the classes";
      const grows = v.converged ? "and keeps growing like log t" : stays;
      return `Logistic regression: the length of w is ${then.toFixed(2)} after 200 steps and ${now.toFixed(2)} after 2000 (+${(now - then).toFixed(2)}) ${grows}.`;
    }
    const now = `Mistake ${v.m}, ${v.wrong.filter(Boolean).length} of ${Y.length} examples on the wrong side or on the line.`;
    if (!v.converged) return `${now} No line separates the classes: ${v.total} mistakes in ${EPOCHS} rounds, and no end.`;
    const [R, gamma] = [v.R, v.gamma].map((value) => bpLive.brief(value, 4));
    return `${now} ${v.total} mistakes in all; at most (R/γ)² = (${R}/${gamma})² = ${bpLive.brief(v.bound, 3)}.`;
  },
});
