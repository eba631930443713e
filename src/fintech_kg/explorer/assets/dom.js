// The page's data, and the only ways in which its text reaches the page: text nodes and a few fixed attributes.

const told = JSON.parse(document.getElementById("told").textContent);
const drawing = JSON.parse(document.getElementById("drawing").textContent);
const byId = (id) => document.getElementById(id);

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function button(label, attributes, onClick) {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onClick);
  return made;
}

// Only https leads anywhere. Wikidata names its things by http, and answers by https.
function identifier(text) {
  const address = text.replace(/^http:\/\/www\.wikidata\.org\//, "https://www.wikidata.org/");
  if (!/^https:\/\/[^\s]+$/i.test(address) || !URL.canParse(address)) return element("span", {}, text);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
const isolated = (text) => element("bdi", {}, text);
