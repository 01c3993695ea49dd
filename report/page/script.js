// What a reader may do with the report's tables: sort them by a column, show one outcome or one district alone. All of
// the report is there without it. In print everything is shown, whatever is folded or filtered on the screen.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const create = (name, parent, properties) =>
    parent.appendChild(Object.assign(document.createElement(name), properties));

  // What has changed, for who does not see it.
  const status = create("p", document.body, { className: "unseen" });
  status.setAttribute("role", "status");
  const say = text => { status.textContent = text; };

  // Numbers before words, what is empty last.
  const key = cell => {
    if (cell.dataset.n !== undefined) return Number(cell.dataset.n);
    return cell.textContent.trim();
  };
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return a.localeCompare(b, document.documentElement.lang, { numeric: true });
  };
  const sorted = (rows, column, direction) => {
    if (direction === "none") return rows;
    const keyed = rows.map((row, at) => ({ row, at, key: key(row.cells[column]) }));
    const empty = one => one.key === "";
    keyed.sort((a, b) => {
      if (empty(a) || empty(b)) return empty(a) - empty(b) || a.at - b.at;
      return (direction === "descending" ? -1 : 1) * compare(a.key, b.key) || a.at - b.at;
    });
    return keyed.map(one => one.row);
  };

  const next = { none: "ascending", ascending: "descending", descending: "none" };
  const makeSortable = table => {
    const body = table.tBodies[0], rows = [...body.rows];
    if (rows.length < 2) return;
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const title = head.textContent;
      if (title === "") return;
      head.textContent = "";
      const button = create("button", head, { type: "button", className: "sort", textContent: title });
      button.addEventListener("click", () => {
        const direction = next[head.getAttribute("aria-sort") || "none"];
        heads.forEach(other => other.removeAttribute("aria-sort"));
        if (direction !== "none") head.setAttribute("aria-sort", direction);
        body.append(...sorted(rows, column, direction));
        say(direction === "none" ? "Rows in their first order" : `Sorted by ${title}, ${direction}`);
      });
    });
  };
  all("table[data-sorts]").forEach(makeSortable);

  const choices = all("select[data-filter]");
  const fits = row => choices.every(choice => {
    const of = row.dataset[choice.dataset.filter];
    return choice.value === "" || of === undefined || of === choice.value;
  });
  const filter = () => {
    let shown = 0, rows = 0;
    all("table").forEach(table => {
      const filtered = all("tr[data-outcome], tr[data-district]", table);
      if (filtered.length === 0) return;
      filtered.forEach(row => { row.hidden = !fits(row); });
      const left = filtered.filter(row => !row.hidden).length;
      shown += left;
      rows += filtered.length;
      const group = table.parentElement, block = group.parentElement;
      const note = block.querySelector(".filtered") || create("p", block, { className: "filtered" });
      group.after(note);
      const rest = filtered.length - left;
      note.textContent = rest === 0 ? "" : `${left} of ${filtered.length} rows shown: the others are filtered out.`;
    });
    say(`${shown} of ${rows} rows shown`);
  };
  if (choices.length > 0) {
    document.getElementById("filters_").hidden = false;
    choices.forEach(choice => choice.addEventListener("change", filter));
  }

  // Only what scrolls is a stop for the Tab key.
  const groups = all(".scrolls");
  const stops = () => groups.forEach(group => {
    if (group.scrollWidth > group.clientWidth + 1) group.tabIndex = 0;
    else group.removeAttribute("tabindex");
  });
  addEventListener("resize", stops);
  document.addEventListener("toggle", stops, true);
  stops();

  // On paper the numbers behind the figures come last, each with its figure's number, so that the text stays whole.
  let folded = [], moved = [], numbers = null;
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach(one => { one.open = true; });
    moved = all("details.data").map(data => ({ data, from: data.parentElement, next: data.nextSibling }));
    if (moved.length === 0) return;
    numbers = create("section", document.querySelector("main"), { className: "chapter numbers" });
    create("h2", numbers, { textContent: "The numbers behind the figures" });
    moved.forEach(one => numbers.append(one.data));
  });
  addEventListener("afterprint", () => {
    moved.forEach(one => one.from.insertBefore(one.data, one.next));
    folded.forEach(one => { one.open = false; });
    if (numbers) numbers.remove();
    moved = [];
    numbers = null;
  });
})();
