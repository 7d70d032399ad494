// W15: one unit, one bump, or a curve rebuilt of bumps, with the error beside the one that is promised.
const COUNTS = [1, 2, 3, 5, 7, 10, 14, 20, 28, 40, 57, 80, 113, 160], JUMP = 1 / Math.sqrt(5);
const COLOURS = { steps: "#0072B2", sigmoids: "#009E73", ReLUs: "#D55E00" };
// As numpy spaces numbers evenly, to the last bit.
const even = (a, b, many) => Float64Array.from({ length: many }, (_, i) => (i === many - 1 ? b : i * ((b - a) / (many - 1)) + a));
const COARSE = even(0, 1, 401), NEAR = even(-2, 2, 401);
const FAR = 40, HUGE = Math.exp(FAR); // beyond it a sigmoid is 0 or 1 to the last bit that counts
const sigmoid = (z) => (z > FAR ? 1 : z < -FAR ? 0 : 1 / (1 + Math.exp(-z)));
function most(values) {
  let top = -Infinity;
  for (let i = 0; i < values.length; i++) top = Math.max(top, values[i]);
  return top;
}
const nielsen = (x) => 0.2 + 0.4 * x ** 2 + 0.3 * x * Math.sin(15 * x) + 0.05 * Math.cos(50 * x);

// The curve, how steep it is at most, and how much that changes at most.
function aimAt(target, dots) {
  if (target === "a jump") return { f: (x) => (x > JUMP ? 0.8 : 0.2), slope: Infinity, curvature: Infinity };
  if (target === "your own curve") {
    const sorted = [...dots].sort((p, q) => p[0] - q[0] || p[1] - q[1]).map(([x, y], i) => [x + 1e-6 * i, y]);
    const slopes = sorted.slice(1).map(([x, y], i) => (y - sorted[i][1]) / (x - sorted[i][0]));
    const f = (t) => {
      if (t <= sorted[0][0]) return sorted[0][1];
      let i = 1;
      while (i < sorted.length && t >= sorted[i][0]) i++;
      return i === sorted.length ? sorted[i - 1][1] : slopes[i - 1] * (t - sorted[i - 1][0]) + sorted[i - 1][1];
    };
    return { f, slope: most(slopes.map(Math.abs)), curvature: Infinity };
  }
  const x = even(0, 1, 20001);
  const slope = (t) => Math.abs(0.8 * t + 0.3 * Math.sin(15 * t) + 4.5 * t * Math.cos(15 * t) - 2.5 * Math.sin(50 * t));
  const bend = (t) => Math.abs(0.8 + 9 * Math.cos(15 * t) - 67.5 * t * Math.sin(15 * t) - 125 * Math.cos(50 * t));
  return { f: nielsen, slope: most(x.map(slope)), curvature: most(x.map(bend)) };
}

// The edges of a network's bumps, what it says at places x, and what smooth edges add to the error that is promised.
function network(f, n, units, k, x) {
  const knots = even(0, 1, n + 1);
  if (units === "ReLUs") {
    const y = knots.map(f), at = (t) => Math.min(n - 1, Math.floor(t * n));
    const said = x.map((t) => y[at(t)] + (y[at(t) + 1] - y[at(t)]) * n * (t - knots[at(t)]));
    return { said, edges: knots, hidden: n };
  }
  const edges = Float64Array.of(-1, ...knots.slice(1, -1), 2), heights = knots.slice(1).map((end, i) => f((knots[i] + end) / 2));
  const smooth = units === "sigmoids" ? smoothed(heights, n, k, x) : { said: x.map((t) => heights[bumpAt(t, edges, k)]) };
  return { ...smooth, edges, hidden: 2 * n };
}

function bumpAt(x, edges, k) {
  const n = edges.length - 1;
  let i = Math.max(0, Math.min(n - 1, Math.floor(x * n) - 1));
  while (i < n - 1 && k * x - k * edges[i + 1] > 0) i++;
  return i;
}

// From one edge to the next exp(k (edge - x)) grows by the same factor, so that one exponential does for all of them.
function smoothed(heights, n, k, x) {
  const fires = new Float64Array(n + 1), grows = Math.exp(k / n), said = new Float64Array(x.length), added = said.slice();
  const changes = Float64Array.from(fires, (_, i) => Math.abs(i % n ? heights[i] - heights[i - 1] : heights[i && n - 1]));
  for (let place = 0; place < x.length; place++) {
    const t = x[place];
    let i = Math.max(1, Math.min(n, Math.ceil((t - FAR / k) * n))), part = Math.exp((k * i) / n - k * t);
    fires.fill(1, 0, i).fill(0, i);
    for (; i < n && part < HUGE; i++, part *= grows) fires[i] = 1 / (1 + part);
    fires[0] = sigmoid(k * (t + 1));
    fires[n] = sigmoid(k * (t - 2));
    let sum = 0, more = Math.min(fires[n], 1 - fires[n]) * changes[n];
    for (let j = 0; j < n; j++) {
      sum += heights[j] * (fires[j] - fires[j + 1]);
      more += Math.min(fires[j], 1 - fires[j]) * changes[j];
    }
    said[place] = sum;
    added[place] = more;
  }
  return { said, added };
}

const telling = new Map(); // equal edges have equal places
function tellingPlaces(edges) {
  const kind = `${edges[0]} ${edges.length}`;
  if (telling.has(kind)) return telling.get(kind);
  const beside = [...edges, JUMP], middles = edges.slice(1).map((edge, i) => (edges[i] + edge) / 2);
  const x = [...even(0, 1, 801), ...beside.map((e) => e - 1e-9), ...beside.map((e) => e + 1e-9), ...middles];
  const found = Float64Array.from(new Set(x.filter((value) => value >= 0 && value <= 1))).sort();
  telling.set(kind, found);
  return found;
}

function tried(aim, n, units, k, places) {
  const x = places ?? tellingPlaces(units === "ReLUs" ? even(0, 1, n + 1) : [-1, ...even(0, 1, n + 1).slice(1, -1), 2]);
  const { said, added, edges, hidden } = network(aim.f, n, units, k, x), straight = aim.slope / (2 * n);
  const least = units === "ReLUs" ? Math.min(straight, aim.curvature / (8 * n ** 2)) : straight;
  const promise = x.map((_, i) => least + (added?.[i] ?? 0));
  return { x, edges, said, error: said.map((value, i) => Math.abs(value - aim.f(x[i]))), promise, hidden };
}

function sizes(aim, units, k) {
  const nets = COUNTS.map((n) => tried(aim, n, units, k, units === "sigmoids" ? COARSE : null));
  return [nets.map((net) => most(net.error)), nets.map((net) => most(net.promise))];
}

function oneBump(f, n, units, k, at, edges) {
  const up = (x) => Math.max(x, 0);
  if (units === "ReLUs") {
    const middle = bpLive.rounded(at * n) / n, height = f(middle), added = [(t) => up(t + 1), (t) => -2 * up(t), (t) => up(t - 1)];
    return { middle, added: added.map((add) => (t) => height * add(t)) };
  }
  const i = Math.min(Math.floor(at * n), n - 1), middle = (i + 0.5) / n, height = f(middle);
  const fire = units === "steps" ? (z) => (z > 0 ? 1 : 0) : sigmoid;
  const added = [1, -1].map((sign, side) => (t) => height * sign * fire(k * (middle + t / n - edges[i + side])));
  return { middle, added };
}

const prepared = {}; // for each curve, the last one of that kind

bpLive("W15", {
  compute({ built, n, units, steepness, target, dots, at }) {
    const k = 10 ** steepness, own = target === "your own curve", wanted = own ? JSON.stringify(dots) : target;
    if (prepared[target]?.wanted !== wanted) {
      const aim = aimAt(target, dots);
      prepared[target] = { wanted, aim, curves: { steps: sizes(aim, "steps", 1), ReLUs: sizes(aim, "ReLUs", 1) } };
    }
    const now = prepared[target], { aim } = now, net = tried(aim, n, units, k);
    const curves = { ...now.curves };
    if (units === "sigmoids") {
      if (now.k !== k) Object.assign(now, { k, sigmoids: sizes(aim, units, k) });
      curves.sigmoids = now.sigmoids;
    }
    const { added, ...bump } = oneBump(aim.f, n, units, k, at, net.edges);
    bump.parts = added.map((add) => NEAR.map(add));
    if (built !== "all bumps") {
      const parts = built === "one unit" ? added.slice(0, 1) : added;
      net.said = net.x.map((x) => parts.reduce((sum, add) => sum + add((x - bump.middle) * n), 0));
      net.error = net.said.map((value, i) => Math.abs(value - aim.f(net.x[i])));
      net.promise = net.x.map(() => Infinity);
      net.hidden = parts.length;
    }
    return { ...net, aim, built, n, k, units, curves, target, dots, bump };
  },
  draw(v, kit) {
    const { bump } = v, outline = [0, ...NEAR.map((_, i) => bump.parts.reduce((sum, part) => sum + part[i], 0)), 0];
    const around = [NEAR[0], ...NEAR, NEAR.at(-1)], color = COLOURS[v.units], finite = Number.isFinite(v.aim.slope);
    kit.area("box", around.map((x) => bump.middle + x / v.n), outline);
    kit.area("total", around, outline);
    kit.line("target", v.x, v.x.map(v.aim.f));
    kit.line("said", v.x, v.said, { color });
    kit.text("curve", "the curve", 0.02, 0.91);
    kit.text("network", "the network", 0.02, 0.8, { color });
    if (v.target === "your own curve") kit.line("dots", v.dots.map((p) => p[0]), v.dots.map((p) => p[1]));
    kit.line("error", v.x, v.error.map((error) => Math.max(error, 1e-6)), { color });
    if (Number.isFinite(v.promise[0])) kit.line("promise", v.x, v.promise);
    kit.line("here", [bump.middle, bump.middle], [1e-9, 1e9]);
    bump.parts.forEach((part, i) => kit.line(`parts.${i}`, NEAR, part));
    kit.text("made", v.units === "ReLUs" ? "3 ReLUs, together a hat" : `2 ${v.units}, together a bump`, 0.03, 0.04);
    const ends = Object.entries(v.curves).map(([units, [worst]]) => [worst.at(-1), units]).sort((a, b) => a[0] - b[0]);
    let below = 0;
    for (const [end, units] of ends) {
      const looks = { color: COLOURS[units] };
      below = Math.max(end, 2.6 * below, 3e-4);
      kit.line(`lines.${units}`, COUNTS, v.curves[units][0], { ...looks, alpha: units === v.units ? 1 : 0.35 });
      kit.text(`names.${units}`, units, 180, below);
    }
    if (v.built === "all bumps") kit.line("now", [v.n], [most(v.error)]);
    if (finite) kit.line("limit", COUNTS, v.curves[v.units][1]);
    kit.text("promise_text", finite ? "– –  promised" : "nothing is promised", 0.03, 0.05);
  },
  says(v) {
    if (v.built === "one unit") {
      const unit = { steps: "step", sigmoids: "sigmoid", ReLUs: "ReLU" }[v.units];
      return `One ${unit} rises and never comes down: alone it is no bump.`;
    }
    if (v.built === "one bump") {
      return `${v.hidden} ${v.units} together are a bump, ${most(v.said).toFixed(2)} high, and cancel each other elsewhere.`;
    }
    const worst = most(v.error), promise = most(v.promise), brief = (value) => bpLive.brief(value, 2);
    const parts = { steps: "steps", sigmoids: `sigmoids of steepness ${v.k.toFixed(0)}`, ReLUs: "ReLUs" }[v.units];
    const kept = Number.isFinite(promise) ? `${brief(promise)} was promised` : "nothing can be promised at a jump";
    return `${v.hidden} ${parts} come within ${brief(worst)} of ${v.target} everywhere; ${kept}.`;
  },
});
