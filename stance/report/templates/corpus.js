"use strict";
(async () => {
  const PAGE = 50;
  const SIGNS = { against: "▼", favor: "▲", neutral: "●", unclear: "◆", off: "○" };
  const NAMES = { favor: "in favor", off: "not about the subject" };
  const $ = (id) => document.getElementById(id);
  const count = $("count");
  let data;
  try {
    const letters = atob($("table").textContent);
    const packed = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    data = await new Response(stream).json();
  } catch (error) {
    count.textContent += " This browser is too old to unpack them.";
    return;
  }
  const { articles, speakers, stances, forms, columns } = data;
  const n = columns.text.length;
  const low = (text) => text.toLowerCase();
  const names = speakers.map(low);
  const titles = articles.map((article) => low(article[0]));
  let texts = null; // made when first asked for: the page opens before
  const look = (i) => (columns.flags[i] & 2 ? "off" : columns.flags[i] & 1 ? "unclear" : stances[columns.stance[i]]);
  const date = (i) => articles[columns.article[i]][1];

  const form = $("filters");
  const outlets = [...new Set(articles.map((article) => article[2]).filter(Boolean))].sort();
  for (const outlet of outlets) form.elements.outlet.add(new Option(outlet));
  $("outlet-filter").hidden = outlets.length < 2;

  let found = [];
  let page = 0;

  function filter() {
    const get = (name) => form.elements[name].value;
    const words = low(get("words")).split(/\s+/).filter(Boolean);
    if (words.length) texts ??= columns.text.map(low);
    const [stance, kind, outlet, from, to] = ["stance", "form", "outlet", "from", "to"].map(get);
    found = [];
    for (let i = 0; i < n; i++) {
      const a = columns.article[i];
      if (stance && look(i) !== stance) continue;
      if (kind && forms[columns.form[i]] !== kind) continue;
      if (outlet && articles[a][2] !== outlet) continue;
      if (from && !(articles[a][1] >= from)) continue;
      if (to && !(articles[a][1] && articles[a][1].slice(0, 10) <= to)) continue;
      if (words.every((w) => texts[i].includes(w) || names[columns.speaker[i]].includes(w) || titles[a].includes(w))) found.push(i);
    }
    const order = get("order");
    const by = (key, sign) => found.sort((i, j) => sign * (key(i) < key(j) ? -1 : key(i) > key(j) ? 1 : 0) || i - j);
    if (order === "new" || order === "old") by(date, order === "new" ? -1 : 1);
    if (order === "sure" || order === "unsure") by((i) => columns.p[i], order === "sure" ? -1 : 1);
    page = 0;
    show();
  }

  // text is only ever set as text: nothing that an article says becomes an element
  function cell(row, text, className) {
    const td = row.insertCell();
    td.textContent = text;
    if (className) td.className = className;
    return td;
  }

  function show() {
    const body = document.createElement("tbody");
    for (const i of found.slice(page * PAGE, (page + 1) * PAGE)) {
      const [title, day, , link] = articles[columns.article[i]];
      const row = body.insertRow();
      cell(row, day, "num");
      cell(row, "").append(Object.assign(document.createElement("bdi"), { textContent: speakers[columns.speaker[i]] || "somebody not named" }));
      const kind = look(i);
      const stance = Object.assign(document.createElement("span"), { className: "stance " + kind });
      const sign = Object.assign(document.createElement("span"), { textContent: SIGNS[kind] });
      sign.setAttribute("aria-hidden", "true");
      stance.append(sign, " " + (NAMES[kind] || kind));
      cell(row, "").append(stance);
      cell(row, columns.p[i] === 100 ? ">0.99" : (columns.p[i] / 100).toFixed(2), "num");
      cell(row, columns.text[i]);
      const where = cell(row, "");
      if (link) where.append(Object.assign(document.createElement("a"), { href: link, textContent: title }));
      else where.textContent = title;
    }
    $("rows").tBodies[0].replaceWith(body);
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const of = data.total > n ? " (the first of " + data.total.toLocaleString("en") + ")" : "";
    count.textContent = found.length.toLocaleString("en") + " of " + n.toLocaleString("en") + " statements" + of;
    $("page").textContent = "Page " + (page + 1) + " of " + pages.toLocaleString("en");
    $("previous").disabled = page === 0;
    $("next").disabled = page + 1 >= pages;
  }

  let waiting;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  form.addEventListener("submit", (event) => event.preventDefault());
  $("previous").addEventListener("click", () => { page--; show(); });
  $("next").addEventListener("click", () => { page++; show(); });
  form.hidden = false;
  $("pages").hidden = false;
  filter();
  document.documentElement.dataset.ready = "table";
})();
