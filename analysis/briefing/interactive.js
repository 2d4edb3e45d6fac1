// Draws the charts whose description stands beside their place, out of what this file holds.
// Expressions are interpreted, not compiled: the page's policy allows no other code.
const charts = document.querySelectorAll("[data-chart]");
for (const place of charts) {
  const described = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const options = { mode: "vega-lite", renderer: "svg", actions: false, ast: true, tooltip: { theme: "custom" } };
  vegaEmbed(place, described, options).then(() => document.documentElement.classList.add("live"));
}
