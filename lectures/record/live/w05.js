// W05: half-planes, and what the output unit makes of them.
const CELLS = 80, SIDE = 2;
const middles = Array.from({ length: CELLS }, (_, i) => ((i + 0.5) / CELLS) * 2 * SIDE - SIDE);

// The regions into which lines w x + b = 0 cut the plane.
function regions(W, b) {
  const lines = W.map(([u, v], i) => [u, v, b[i]].map((part) => part / Math.hypot(u, v)));
  let total = 1;
  lines.forEach((second, j) => {
    const crossings = [];
    let twice = false;
    lines.slice(0, j).forEach((first) => {
      const x = first[1] * second[2] - first[2] * second[1], y = first[2] * second[0] - first[0] * second[2];
      const z = first[0] * second[1] - first[1] * second[0];
      if (Math.abs(z) > 1e-9) {
        const at = [x / z, y / z], near = (other) => Math.max(Math.abs(other[0] - at[0]), Math.abs(other[1] - at[1])) <= 1e-9;
        if (!crossings.some(near)) crossings.push(at);
      } else if (Math.abs(x) < 1e-9 && Math.abs(y) < 1e-9) twice = true;
    });
    if (!twice) total += 1 + crossings.length;
  });
  return total;
}

bpLive("W05", {
  compute({ feet, lines, rule, side }) {
    const sign = side === "towards the middle" ? -1 : 1;
    const W = [], b = [], used = feet.slice(0, lines);
    used.forEach(([x, y]) => {
      const far = Math.hypot(x, y), unit = far > 0 ? [x / far, y / far] : [1, 0];
      W.push(unit.map((part) => sign * part + 0));
      b.push(-sign * far);
    });
    const k = { AND: lines, majority: Math.floor(lines / 2) + 1, OR: 1 }[rule], codes = new Set();
    let on = 0;
    const counts = [], fires = [];
    for (const y of middles) {
      const row = middles.map((x) => {
        const firing = W.map((w, i) => (x * w[0] + y * w[1] + b[i] > 0 ? 1 : 0));
        codes.add(firing.join(""));
        return firing.reduce((sum, one) => sum + one, 0);
      });
      counts.push(row);
      fires.push(row.map((count) => (count + 0.5 - k > 0 ? 1 : 0)));
      on += fires.at(-1).reduce((sum, one) => sum + one, 0);
    }
    const most = 1 + lines + (lines * (lines - 1)) / 2;
    return { W, b, k, counts, fires, regions: regions(W, b), seen: codes.size, most, share: on / CELLS ** 2, feet, rule };
  },
  draw(v, kit) {
    const n = v.b.length;
    kit.image("counts", v.counts.flat().map((count) => count / n), CELLS);
    kit.image("fires", v.fires.flat(), CELLS);
    v.W.forEach((w, i) => {
      const foot = v.feet[i], along = [-w[1], w[0]];
      const xs = [-6, 6].map((t) => foot[0] + t * along[0]), ys = [-6, 6].map((t) => foot[1] + t * along[1]);
      kit.line(`lines.${i}.0`, xs, ys);
      kit.line(`lines.${i}.1`, xs, ys);
      kit.line(`arrows.${i}`, [foot[0], foot[0] + 0.28 * w[0]], [foot[1], foot[1] + 0.28 * w[1]]);
      kit.line(`feet.${i}`, [foot[0]], [foot[1]]);
      const [x, y] = foot.map((part, d) => Math.max(-1.85, Math.min(1.85, part - 0.22 * w[d])));
      kit.text(`names.${i}`, String(i + 1), x, y);
    });
    const small = "₁₂₃₄₅₆", names = v.b.map((_, i) => `h${small[i]}`);
    const sum = n < 4 ? names.join(" + ") : `h₁ + … + h${small[n - 1]}`;
    kit.text("formula", `${sum} − ${(v.k - 0.5).toFixed(1)} > 0`, 0, -1.78);
  },
  says(v) {
    const n = v.b.length, hidden = v.seen === v.regions ? "" : ` (${v.seen} of them in the picture)`;
    return `${n} line${n > 1 ? "s" : ""} cut the plane into ${v.regions} regions${hidden}; at most 1 + ${n} + ${(n * (n - 1)) / 2} = ` +
      `${v.most} are possible. The ${v.rule} needs ${v.k} of ${n} units (bias ${(0.5 - v.k).toFixed(1)}) ` +
      `and fires on ${bpLive.percent(v.share)} of the picture.`;
  },
});
