// Sentences with their marks, and where they stand.

function marked(text, marks) {
  const parts = [];
  let at = 0;
  for (const [start, end, name] of marks) {
    parts.push(text.slice(at, start), element("mark", { class: name }, text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at));
  return element("blockquote", { dir: "auto" }, ...parts);
}

function source(index, extra) {
  const { title, source: name, published } = told.documents[index];
  const parts = [...extra, name, published].filter((part) => part !== null && part !== "");
  return element("p", { class: "source", dir: "auto", title: title ?? name }, parts.join(" · "));
}

function sentence(index, marks, extra) {
  const [text, document] = told.evidence[index];
  return element("li", {}, marked(text, marks), source(document, extra));
}

const statement = (item) =>
  sentence(item.e, item.marks, item.qualifiers.map(([name, text]) => `${name}: ${text}`));

function sentences(fact) {
  const [first, ...others] = fact.statements;
  const parts = first ? [element("ul", { class: "evidence" }, statement(first))] : [];
  const left = others.length + fact.more;
  if (left) {
    const items = others.map(statement);
    if (fact.more) items.push(element("li", { class: "note" }, `and ${count(fact.more, "sentence", "sentences")} more, left out of this page`));
    parts.push(element("details", { class: "others" },
      element("summary", {}, count(left, "more sentence", "more sentences")), element("ul", { class: "evidence" }, ...items)));
  }
  return parts;
}

const badge = (status) => element("span", { class: `badge ${status}` }, status);

function figure(item) {
  const value = element("p", { class: "claim" }, element("strong", {}, isolated(item.value)), " ", isolated(item.measure),
    item.time === null ? "" : element("span", { class: "quiet" }, ` · ${item.time}`),
    item.status === "asserted" ? "" : badge(item.status));
  return element("li", { class: "fact" }, value, element("ul", { class: "evidence" }, sentence(item.e, item.marks, [])));
}

function quotation(item) {
  const text = element("blockquote", { dir: "auto", class: "words" }, item.text);
  return element("li", { class: "fact" }, text, source(item.document, []));
}
