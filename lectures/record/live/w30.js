// W30: the digit that one draws, laid over the pictures of the first layer; the networks were trained in Python.
const SIDE = 14, FINE = 42;

// Lines as grey values of pixels, the upper row first.
function ink(strokes) {
  const page = new Float64Array(SIDE * SIDE);
  for (let row = 0; row < FINE; row++) {
    for (let column = 0; column < FINE; column++) {
      const x = ((column + 0.5) * SIDE) / FINE, y = ((FINE - 1 - row + 0.5) * SIDE) / FINE;
      const under = strokes.some((line) => line.slice(1).some((b, i) => {
        const a = line[i], way = [b[0] - a[0], b[1] - a[1]], long = way[0] ** 2 + way[1] ** 2;
        const part = Math.max(0, Math.min(1, ((x - a[0]) * way[0] + (y - a[1]) * way[1]) / Math.max(long, 1e-12)));
        return (x - a[0] - part * way[0]) ** 2 + (y - a[1] - part * way[1]) ** 2 < 0.75 ** 2;
      }));
      if (under) page[Math.floor(row / 3) * SIDE + Math.floor(column / 3)] += 1 / 9;
    }
  }
  return Array.from(page);
}

const times = (x, [W, b]) => b.map((bias, j) => x.reduce((sum, value, i) => sum + value * W[i][j], bias));

bpLive("W30", {
  compute({ epoch, stroke, care }, data) {
    const params = data[care].history[epoch], x = ink(stroke), z = times(x, params[0]);
    const a = z.map(Math.tanh), logits = times(a, params[1]), top = Math.max(...logits);
    const parts = logits.map((logit) => Math.exp(logit - top)), whole = parts.reduce((sum, part) => sum + part, 0);
    const W = params[0][0], images = z.map((_, j) => W.map((row) => row[j]));
    const P = parts.map((part) => part / whole);
    return { x, z, a, images, P, logits, digit: logits.indexOf(top), right: data[care].right[epoch] };
  },
  draw(v, kit) {
    const upright = (values) => values.map((_, i) => values[(SIDE - 1 - Math.floor(i / SIDE)) * SIDE + (i % SIDE)]);
    kit.image("drawn", upright(v.x), SIDE);
    v.images.forEach((image, i) => {
      const most = Math.max(...image.map(Math.abs));
      kit.image(`filters.${i}`, upright(image.map((weight) => weight / most)), SIDE);
      const looks = { color: v.a[i] > 0 ? "#D55E00" : "#0072B2", alpha: Math.abs(v.a[i]) };
      kit.line(`frames.${i}`, [-0.5, 13.5, 13.5, -0.5, -0.5], [-0.5, -0.5, 13.5, 13.5, -0.5], looks);
    });
    v.P.forEach((p, digit) => {
      const color = digit === v.digit ? "#D55E00" : "#80808a";
      kit.area(`columns.${digit}`, [0, p, p, 0], [digit - 0.35, digit - 0.35, digit + 0.35, digit + 0.35], { color });
    });
    kit.text("reds", `right on new digits: ${bpLive.percent(v.right)}`, 0.165, 0.13);
  },
  says(v, state) {
    const sees = v.x.some((grey) => grey) ? "your stroke " : "the page is empty, yet a softmax has no answer “none”: it ", sizes = v.a.map(Math.abs);
    const best = sizes.indexOf(Math.max(...sizes));
    let squares = 0, across = 0, down = 0;
    for (const image of v.images) {
      image.forEach((weight, i) => {
        squares += weight ** 2;
        if ((i + 1) % SIDE) across += (image[i + 1] - weight) ** 2;
        if (i + SIDE < image.length) down += (image[i + SIDE] - weight) ** 2;
      });
    }
    const neighbours = SIDE * (SIDE - 1), roughness = (across + down) / neighbours / 2 / (squares / SIDE ** 2);
    const answer = v.a[best].toFixed(2);
    return `After ${state.epoch} epoch${state.epoch === 1 ? "" : "s"}: ${sees}is read as ${v.digit} with probability ${v.P[v.digit].toFixed(2)}; ` +
      `unit ${best} answers most, ${v.a[best] >= 0 ? "+" : ""}${answer}. Roughness of the weights ${roughness.toFixed(2)} ` +
      `(noise: 2); ${bpLive.percent(v.right)} of new digits are read right.`;
  },
});
