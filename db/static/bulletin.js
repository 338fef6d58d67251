// The page of a document: pairs the marks of its text with the rows of its facts.
"use strict";

(() => {
  const text = document.querySelector("article.text");
  const list = document.querySelector("aside.facts .list");
  if (!text || !list) return;

  const rows = [...list.children];
  const order = rows.map((row) => row.dataset.fact);
  const rowOf = new Map(rows.map((row) => [row.dataset.fact, row]));
  const marksOf = new Map(order.map((key) => [key, []]));
  for (const mark of text.querySelectorAll("mark.fact")) {
    for (const key of mark.dataset.facts.split(" ")) marksOf.get(key)?.push(mark);
  }
  const steps = { previous: document.getElementById("previous"), next: document.getElementById("next") };
  const at = document.getElementById("at");
  const narrow = document.getElementById("narrow");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const wide = matchMedia("(min-width: 900px)");
  let opened = rows.find((row) => row.classList.contains("open"))?.dataset.fact ?? null;

  const paint = (key, name, on) => {
    rowOf.get(key)?.classList.toggle(name, on);
    for (const mark of marksOf.get(key) ?? []) mark.classList.toggle(name, on);
  };
  let behavior = "auto"; // at once when the page opens, smoothly from then on
  const show = (element) => element?.scrollIntoView({ block: "center", behavior });
  const showRow = (key) => {
    const row = rowOf.get(key);
    if (!row) return;
    if (!wide.matches) return; // there the open fact lies at the foot of the screen
    // the list scrolls by itself; the page must stay where it is
    list.scrollTo({ top: row.offsetTop - list.clientHeight / 3, behavior });
  };

  const close = () => {
    if (opened !== null) paint(opened, "open", false);
    opened = null;
    const url = new URL(location.href);
    url.searchParams.delete("fact");
    url.hash = "";
    history.replaceState(null, "", url);
  };
  const open = (key, towards) => {
    if (!rowOf.has(key)) return;
    if (opened !== null) paint(opened, "open", false);
    opened = key;
    rowOf.get(key).hidden = false;
    paint(key, "open", true);
    const url = new URL(location.href);
    url.searchParams.set("fact", key);
    url.hash = `f-${key}`;
    history.replaceState(null, "", url);
    const number = order.indexOf(key);
    at.textContent = `${number + 1} / ${order.length}`;
    if (towards !== "row") show(marksOf.get(key)?.[0]);
    if (towards !== "text") showRow(key);
  };

  const step = (by) => {
    const seen = order.filter((key) => !rowOf.get(key).hidden);
    const from = opened === null ? (by > 0 ? -1 : seen.length) : seen.indexOf(opened);
    const key = seen[from + by];
    if (key !== undefined) open(key);
  };

  for (const side of [text, list]) {
    for (const [event, on] of [["mouseover", true], ["mouseout", false]]) {
      side.addEventListener(event, (ev) => {
        const found = ev.target.closest("mark.fact, li[data-fact]");
        if (!found) return;
        for (const key of (found.dataset.facts ?? found.dataset.fact).split(" ")) paint(key, "pair", on);
      });
    }
  }
  text.addEventListener("click", (ev) => {
    const mark = ev.target.closest("mark.fact");
    if (!mark) return;
    ev.preventDefault();
    const keys = mark.dataset.facts.split(" ");
    if (keys.length === 1 && keys[0] === opened) { close(); return; }
    // where facts overlap, each further click opens the next of them
    open(keys[(keys.indexOf(opened) + 1) % keys.length], "row");
  });
  document.addEventListener("click", (ev) => {
    const jump = ev.target.closest("a.jump");
    if (!jump) return;
    ev.preventDefault();
    open(jump.dataset.fact);
  });
  list.addEventListener("click", (ev) => {
    const row = ev.target.closest("li[data-fact]");
    if (!row || ev.target.closest(".more")) return;
    ev.preventDefault();
    if (ev.target.closest(".close")) close();
    else open(row.dataset.fact, "text");
  });
  steps.previous.addEventListener("click", (ev) => { ev.preventDefault(); step(-1); });
  steps.next.addEventListener("click", (ev) => { ev.preventDefault(); step(1); });
  for (const link of Object.values(steps)) if (!link.hasAttribute("href")) link.href = "#facts";
  document.addEventListener("keydown", (ev) => {
    if (ev.target.closest?.("input, textarea, select") || ev.ctrlKey || ev.metaKey || ev.altKey) return;
    if (ev.key === "j") step(1);
    if (ev.key === "k") step(-1);
  });

  narrow.hidden = false;
  narrow.addEventListener("input", () => {
    const words = narrow.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const held = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => held.includes(word));
    }
  });

  if (opened !== null) {
    show(marksOf.get(opened)?.[0]);
    showRow(opened);
  } else if (!location.hash) {
    show(document.getElementById("hit"));
  }
  if (!calm) behavior = "smooth";
})();
