"use strict";
(() => {
  const root = document.documentElement;
  const frame = document.querySelector(".picture");
  const svg = frame.querySelector("svg");
  const rows = [...document.querySelectorAll("tbody tr")];
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = [...whole];
  root.classList.add("scripted");

  const show = () => svg.setAttribute("viewBox", view.map((n) => n.toFixed(1)).join(" "));
  const zoom = (factor, atX = 0.5, atY = 0.5) => {
    const width = Math.min(whole[2] * 2, Math.max(whole[2] / 20, view[2] / factor));
    const height = (width / whole[2]) * whole[3];
    view = [view[0] + (view[2] - width) * atX, view[1] + (view[3] - height) * atY, width, height];
    show();
  };
  const actions = { in: () => zoom(1.3), out: () => zoom(1 / 1.3), whole: () => { view = [...whole]; show(); } };
  for (const button of document.querySelectorAll("button[data-zoom]")) {
    button.addEventListener("click", actions[button.dataset.zoom]);
  }
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }, { passive: false });
  let held = null;
  let dragged = false;
  frame.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY, view: [...view], moved: false };
  });
  frame.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (!held.moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < 5) return;
    if (!held.moved) frame.setPointerCapture(event.pointerId);
    held.moved = true;
    const scale = view[2] / frame.clientWidth;
    view[0] = held.view[0] - (event.clientX - held.x) * scale;
    view[1] = held.view[1] - (event.clientY - held.y) * scale;
    show();
  });
  frame.addEventListener("pointerup", () => { dragged = held !== null && held.moved; held = null; });
  frame.addEventListener("click", (event) => { if (dragged) event.preventDefault(); dragged = false; }, true);
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  frame.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (steps[event.key]) {
      event.preventDefault();
      view[0] += steps[event.key][0] * view[2] * 0.1;
      view[1] += steps[event.key][1] * view[3] * 0.1;
      show();
    } else if (event.key === "+") { zoom(1.3); } else if (event.key === "-") { zoom(1 / 1.3); }
  });

  const search = document.querySelector("input[type=search]");
  const selects = [...document.querySelectorAll("select[data-filter]")];
  const status = document.querySelector("[data-shown]");
  const everyone = document.querySelector("button[data-all]");
  let group = "";
  const apply = () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    const kept = rows.filter((row) => {
      const fits = selects.every((s) => !s.value || row.dataset[s.dataset.filter].split(" ").includes(s.value));
      const own = !group || [row.dataset.from, row.dataset.to].includes(group);
      row.hidden = !(fits && own && (!wanted || row.textContent.toLocaleLowerCase().includes(wanted)));
      return !row.hidden;
    });
    const everything = kept.length === rows.length;
    const pairs = new Set(kept.map((row) => `${row.dataset.from}\n${row.dataset.to}`));
    const ends = new Set(kept.flatMap((row) => [row.dataset.from, row.dataset.to]));
    for (const path of svg.querySelectorAll("path[data-from]")) {
      path.classList.toggle("faint", !everything && !pairs.has(`${path.dataset.from}\n${path.dataset.to}`));
    }
    for (const box of svg.querySelectorAll("g[data-key]")) {
      box.classList.toggle("faint", !everything && !ends.has(box.dataset.key));
    }
    status.textContent = status.dataset.shown.replace("##", String(rows.length)).replace("#", String(kept.length));
  };
  const only = (key) => { group = key; everyone.hidden = !key; apply(); };
  for (const members of document.querySelectorAll("details[data-group]")) {
    const target = members.querySelector("dl").id;
    const box = svg.querySelector(`a[href="#${target}"]`);
    box.addEventListener("click", () => { members.open = true; only(members.dataset.group); });
  }
  everyone.addEventListener("click", () => only(""));
  search.addEventListener("input", apply);
  selects.forEach((select) => select.addEventListener("change", apply));
})();
