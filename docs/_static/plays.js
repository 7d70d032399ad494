// The first demo of the start page plays by itself, where its reader has nothing against motion.
document.addEventListener("bp-ready", ({ target }) => {
  if (target !== document.querySelector(".bp-demo") || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  target.querySelector(".bp-steps button").click();
});
