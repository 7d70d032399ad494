// What a demo has around it: its address, the full screen, print; and the demos of a page.
const demos = new Map();
let opened = null, writing = null;

// The address follows the demo at hand, but not at every step: browsers allow few changes of it in a second.
function address(demo) {
  if (opened !== demo) return;
  clearTimeout(writing);
  writing = setTimeout(() => history.replaceState(null, "", demo.query()), 400);
}

function tools(demo) {
  const copy = button("copy link to this state", async (made) => {
    history.replaceState(null, "", demo.query());
    const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
    made.textContent = copied ? "link copied" : "the link is in the address bar";
    setTimeout(() => (made.textContent = "copy link to this state"), 2000);
  });
  const full = button("present", () => present(demo, !demo.place.matches(".bp-presenting")), { className: "bp-present" });
  return box("bp-tools", copy, full);
}

function present(demo, yes) {
  demo.place.classList.toggle("bp-presenting", yes);
  document.documentElement.classList.toggle("bp-behind", yes);
  demo.place.querySelector(".bp-present").textContent = yes ? "end (Esc)" : "present";
  if (yes) {
    demo.place.tabIndex = -1;
    demo.place.focus();
    demo.place.requestFullscreen?.().catch(() => {}); // where that is not allowed it fills the window
  } else if (document.fullscreenElement) document.exitFullscreen();
  demo.lay();
}

const presented = () => [...demos.values()].find(({ place }) => place.matches(".bp-presenting"));

on(document, "fullscreenchange", () => {
  if (!document.fullscreenElement && presented()) present(presented(), false);
});

// While one presents: arrow keys, and the keys of a presenter, go through the states that tell something.
on(document, "keydown", (event) => {
  const demo = presented();
  if (!demo) return;
  if (event.key === "Escape") return present(demo, false);
  const steps = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 };
  if (!steps[event.key] || (event.key.startsWith("Arrow") && event.target.matches("input, select"))) return;
  event.preventDefault();
  const states = [{}, ...demo.recording.telling, demo.recording.question.reveal];
  demo.told = ((demo.told ?? 0) + steps[event.key] + states.length) % states.length;
  demo.reset();
  demo.go(states[demo.told]);
});

// On paper: the first frame; the style sheet shows the answer.
on(window, "beforeprint", () => demos.forEach((demo) => {
  demo.before = demo.values;
  demo.reset();
  demo.show();
}));
on(window, "afterprint", () => demos.forEach((demo) => {
  demo.values = demo.before;
  demo.show();
}));

const start = (place) => (place.started ??= started(place));

async function started(place) {
  const id = place.dataset.widget, recording = new Recording(id);
  await recording.there.catch((error) => {
    const text = `This demo needs the folder “recordings” and a browser of 2023 or later: ${error.message}.`;
    place.append(element("p", { className: "bp-note" }, text));
    throw error;
  });
  const demo = new Demo(place, recording);
  demos.set(id, demo);
  place.dispatchEvent(new CustomEvent("bp-ready", { bubbles: true }));
  return demo;
}

async function follow(hash) {
  const [id, query = ""] = hash.slice(1).split("?"), place = document.getElementById(id);
  if (!place?.matches(".bp-demo")) return;
  const demo = await start(place);
  await demo.open(query);
  place.scrollIntoView();
  opened = demo;
}

// First those that can be seen, then, when there is time, the others.
function begin() {
  const places = [...document.querySelectorAll(".bp-demo")];
  const seen = new IntersectionObserver((entries) => entries.filter((e) => e.isIntersecting).forEach((e) => start(e.target)), { rootMargin: "300px" });
  places.forEach((place) => seen.observe(place));
  const rest = () => {
    const place = places.find((other) => !other.started);
    if (place) start(place).finally(() => setTimeout(rest, 200));
  };
  setTimeout(rest, 1500);
  // Whoever comes near a demo will move it, and want its other parts.
  on(document, "pointerover", prefetch);
  on(document, "focusin", prefetch);
  on(window, "hashchange", ({ newURL }) => follow(new URL(newURL).hash)); // the address itself may follow a demo by now
  follow(location.hash);
}

async function prefetch(event) {
  const demo = demos.get(event.target.closest?.(".bp-demo")?.dataset.widget);
  if (demo) opened = demo;
  if (!demo || demo.fetching) return;
  demo.fetching = true;
  const { recording } = demo;
  if (recording.kit) return bpLive.frame(recording, demo.state()); // loads data; and the first time takes longest
  for (let part = 0; part < recording.bounds.length - 1; part++) await recording.load(part);
}

if (document.readyState === "loading") on(document, "DOMContentLoaded", begin);
else begin();

// For demos that are computed here.
window.bpParts = { picture, word, element, box, list, range, button };
