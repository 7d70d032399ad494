// W18b: the network is trained here, from the same first weights as in Python.
const STEPS = 200, CELLS = 30, N = 40, TILE = 0.8, WIDE = 2.2;
const sigmoid = (z) => 1 / (1 + Math.exp(-z));

// Examples lie in columns, one array a feature. Plain loops into `room`: a training takes a million of these products.
function dense(columns, [W, b], room = b.map(() => new Float64Array(columns[0].length))) {
  for (let j = 0; j < b.length; j++) {
    const z = room[j].fill(b[j]);
    for (let i = 0; i < columns.length; i++) add(z, columns[i], W[i][j]);
  }
  return room;
}

function add(z, column, w) {
  for (let n = 0; n < z.length; n++) z[n] += column[n] * w;
}

// A loop for each kind: a function that is called for every number would take longer than the number.
function activate(z, kind) {
  if (kind === "tanh") for (let n = 0; n < z.length; n++) z[n] = Math.tanh(z[n]);
  else for (let n = 0; n < z.length; n++) z[n] = Math.max(z[n], 0);
}

function forward(params, X, kind, rooms = []) {
  const layers = [X];
  params.forEach((layer, k) => {
    const Z = (rooms[k] = dense(layers[k], layer, rooms[k]));
    if (k < params.length - 1) for (const column of Z) activate(column, kind);
    layers.push(Z);
  });
  return layers;
}

// The loss of one example, log(1 + exp(-z)) or log(1 + exp(z)), without overflow.
const cost = (z, label) => Math.max(z, 0) - z * label + Math.log1p(Math.exp(-Math.abs(z)));

function dot(a, b) {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n] * b[n];
  return sum;
}

function total(a) {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n];
  return sum;
}

// Times the slope of the activation `a`.
function slope(dA, a, kind) {
  if (kind === "tanh") for (let n = 0; n < dA.length; n++) dA[n] *= 1 - a[n] * a[n];
  else for (let n = 0; n < dA.length; n++) dA[n] = a[n] > 0 ? dA[n] : 0;
}

// A training passes the same arrays at every step: new ones would have to be collected as garbage.
function backward(params, X, labels, kind, ahead = [], back = []) {
  const layers = forward(params, X, kind, ahead), [logits] = layers.at(-1), many = logits.length, last = params.length - 1;
  const errors = [], grads = [], [top] = (errors[last] = back[last] ??= [new Float64Array(many)]);
  let loss = 0;
  for (let n = 0; n < many; n++) {
    top[n] = (sigmoid(logits[n]) - labels[n]) / many;
    loss += cost(logits[n], labels[n]) / many;
  }
  for (let k = last; k >= 0; k--) {
    const A = layers[k], dZ = errors[k], [W] = params[k];
    grads[k] = [A.map((a) => dZ.map((error) => dot(a, error))), dZ.map(total)];
    if (!k) break;
    errors[k - 1] = back[k - 1] = dense(dZ, [W[0].map((_, j) => W.map((w) => w[j])), W.map(() => 0)], back[k - 1]);
    errors[k - 1].forEach((dA, i) => slope(dA, A[i], kind));
  }
  return { loss, errors, grads, logits };
}

function train(data, { data: name, net, kind, lr, seed }) {
  const [points, labels] = data.examples[name], path = [], losses = [];
  const X = [0, 1].map((i) => Float64Array.from(points, (point) => 2 * point[i]));
  let params = data.start[net][seed];
  const ahead = [], back = [];
  for (let step = 0; step <= STEPS; step++) {
    const { loss, grads } = backward(params, X, labels, kind, ahead, back);
    path.push(params);
    losses.push(loss);
    params = params.map(([W, b], k) => [
      W.map((row, i) => row.map((w, j) => w - lr * grads[k][0][i][j])),
      b.map((bias, j) => bias - lr * grads[k][1][j]),
    ]);
  }
  return { points, X, labels, path, losses };
}

let key = null, run = null;
const rooms = {}, discs = new Map(); // what is drawn again and again, in the same arrays
const ticks = Array.from({ length: CELLS }, (_, i) => ((i + 0.5) / CELLS) * 2 - 1);
const plane = [ticks.flatMap(() => ticks), ticks.flatMap((y) => ticks.map(() => y))].map((xs) => Float64Array.from(xs, (x) => 2 * x));

bpLive("W18b", {
  compute(state, data) {
    const wanted = JSON.stringify([state.data, state.net, state.kind, state.lr, state.seed]);
    if (key !== wanted) [key, run] = [wanted, train(data, state)];
    const params = run.path[state.step], found = backward(params, run.X, run.labels, state.kind);
    const each = Array.from(found.logits, (z, n) => cost(z, run.labels[n]));
    const worst = each.indexOf(Math.max(...each)), all = state.error.startsWith("all");
    const back = all ? found.grads.map(([dW]) => dW)
      : params.map(([W], k) => W.map((row) => row.map((w, j) => N * found.errors[k][j][worst] * w)));
    return { ...run, ...found, params, each, worst, back, all, right: each.filter((loss) => loss < Math.log(2)).length };
  },
  draw(v, kit, state) {
    const { params } = v, sizes = [2, ...params.map(([, b]) => b.length)];
    const maps = forward(params, plane, state.kind, (rooms[state.net] ??= []));
    maps.push([maps.pop()[0].map((z) => 2 * sigmoid(z) - 1)]);
    const xs = sizes.length === 4 ? [0.25, 1.95, 3.75] : [0.25, 2.8];
    const columns = xs.map((x, k) => Array.from({ length: sizes[k] }, (_, i) => [x, 2.97 - (i - (sizes[k] - 1) / 2) * 1.22 - TILE / 2]));
    columns.push([[6.2, 2.85]]);
    const dots = [], inch = kit.recording.unit * 120;
    const clip = kit.style(kit.look("numbers.0").style)[6], signed = (value, plus, minus) => (value > 0 ? plus : minus);
    let number = 0;
    columns.forEach((column, layer) => column.forEach(([x, y], i) => {
      const side = layer === columns.length - 1 ? WIDE : TILE, gain = side === WIDE || (layer && state.kind === "tanh") ? 1 : 2;
      kit.image(`tiles.${number}`, maps[layer][i].map((value) => value / gain), CELLS, [x, y, x + side, y + side]);
      const errors = layer ? Array.from(v.errors[layer - 1][i], (error) => N * error) : null;
      const size = !errors ? 0 : v.all ? Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / N) : errors[v.worst];
      kit.text(`numbers.${number}`, !errors ? `input x${"₁₂"[i]}` : `${v.all ? "|δ| ≈" : "δ ="} ${size.toFixed(3)}`, x + side / 2, y - 0.05);
      errors?.forEach((e, n) => {
        const area = (4 + 60 * Math.min(Math.abs(e), 1)) * (side === WIDE ? 1 : 0.6) + (side === WIDE ? 14 : 0);
        dots.push([x + ((v.points[n][0] + 1) / 2) * side, y + ((v.points[n][1] + 1) / 2) * side, area, signed(e, "#CC79A7", "#009E73")]);
      });
      number++;
    }));
    const disc = ([x, y, area, fill], edge, width) => {
      const radius = Math.round(Math.sqrt(area) * (inch / 36)) / 4;
      if (!discs.has(radius)) {
        discs.set(radius, new Path2D());
        discs.get(radius).arc(0, 0, radius, 0, 7);
      }
      return ["p", [fill, edge, (width * inch) / 72, 0, "butt", "miter", clip], discs.get(radius), ...kit.place(0, x, y)];
    };
    kit.add("dots", dots.map((dot) => disc(dot, "#1b1b1f", 0.5)));
    const [ox, oy] = columns.at(-1)[0], [wx, wy] = v.points[v.worst];
    kit.add("ring", [disc([ox + ((wx + 1) / 2) * WIDE, oy + ((wy + 1) / 2) * WIDE, 110, 0], "#1b1b1f", 2)]);
    const edges = [], back = [], arrows = [];
    const most = Math.max(...v.back.flat(2).map(Math.abs), 1e-300);
    params.forEach(([W], layer) => W.forEach((row, i) => row.forEach((w, j) => {
      const [x, y] = columns[layer][i], [x2, y2] = columns[layer + 1][j], last = layer === params.length - 1;
      const ends = [[x + TILE, y + TILE / 2 + 0.04], [x2, y2 + (last ? WIDE : TILE) / 2 + 0.04]];
      const stroke = (colour, width, down) => {
        const path = new Path2D();
        ends.forEach(([px, py]) => path.lineTo(...kit.place(0, px, py - down)));
        return ["p", [0, colour, (width * inch) / 72, 0, "butt", "round", clip], path, 0, 0];
      };
      edges.push(stroke(signed(w, "#D55E00", "#0072B2"), 0.3 + 2.5 * Math.min(Math.abs(w), 3), 0));
      const error = v.back[layer][i][j], strength = Math.abs(error) / most, colour = signed(error, "#CC79A7", "#009E73");
      if (strength < 1e-3) return;
      back.push(stroke(colour, 5 * strength, 0.13));
      const [ax, ay] = kit.place(0, 0.75 * ends[0][0] + 0.25 * ends[1][0], 0.75 * ends[0][1] + 0.25 * ends[1][1] - 0.13);
      const half = (Math.sqrt(200 * strength ** 1.5) / 2) * (inch / 72), head = new Path2D(`M${-half} 0L${half} ${half}L${half} ${-half}Z`);
      arrows.push(["p", [colour, 0, 0, 0, "butt", "miter", clip], head, ax, ay]);
    })));
    kit.add("edges", edges);
    kit.add("back", back);
    kit.add("arrows", arrows);
    kit.line("line", v.losses.map((_, i) => i), v.losses.map((loss) => Math.min(loss, 1)));
    kit.line("now", [state.step], [Math.min(v.loss, 1)]);
  },
  says(v, state) {
    const most = Math.max(...v.back.flat(2).map(Math.abs)), what = v.all ? "gradient dJ/dw" : "error signal w · δ";
    return `After ${state.step} step${state.step === 1 ? "" : "s"} the loss is ${v.loss.toFixed(3)}, ${v.right} of ${N} examples are right, the worst ` +
      `(ringed) costs ${v.each[v.worst].toFixed(2)}. The largest ${what} on an edge is ${bpLive.brief(most, 2)}.`;
  },
});
