"use strict";
(() => {
  const panel = document.getElementById("panel");
  const hint = panel.firstElementChild;
  const marked = [...document.querySelectorAll("[data-s]")];
  let shown = null;
  let pinned = null;

  function show(id) {
    if (id === shown) return;
    for (const element of document.querySelectorAll(".on")) element.classList.remove("on");
    shown = id;
    const entry = id && document.getElementById("d-" + id);
    if (!entry) {
      panel.replaceChildren(hint);
      panel.classList.remove("full");
      document.body.classList.remove("sheet");
      return;
    }
    const copy = document.createElement("div");
    copy.className = entry.className;
    for (const child of entry.children) copy.append(child.cloneNode(true));
    // a copy to look at: nothing in it can take the focus, and no id stands twice
    for (const element of copy.querySelectorAll("a, summary")) element.remove();
    for (const element of copy.querySelectorAll("details")) element.replaceWith(...element.children);
    for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    panel.replaceChildren(hint, copy);
    panel.scrollTop = 0;
    panel.classList.add("full");
    document.body.classList.add("sheet");
    const chip = document.getElementById(id);
    chip.classList.add("on");
    // on a narrow screen the panel lies over the text: keep what has the focus above it
    if (document.activeElement === chip) chip.scrollIntoView({ block: "nearest" });
    for (const mark of marked) if (mark.dataset.s.split(" ").includes(id)) mark.classList.add("on");
  }

  const of = (target) => {
    const chip = target.closest(".chip");
    if (chip) return chip.id;
    const mark = target.closest("[data-s]");
    return mark ? mark.dataset.s.split(" ")[0] : null;
  };

  document.addEventListener("mouseover", (event) => {
    const id = of(event.target);
    if (id) show(id);
    else if (!panel.contains(event.target)) show(pinned);
  });
  document.addEventListener("focusin", (event) => {
    const id = of(event.target);
    if (id) { pinned = id; show(id); }
  });
  document.addEventListener("click", (event) => {
    const id = of(event.target);
    if (id && event.detail > 0) { event.preventDefault(); pinned = id; show(id); }
    else if (!id && !panel.contains(event.target)) { pinned = null; show(null); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { pinned = null; show(null); }
  });
})();
