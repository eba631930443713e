// The page: asks what the graph is, and puts the parts together.

import { ask, Refused } from "./api/client.ts";
import type { About } from "./api/contract.ts";
import { button, choice } from "./dom/controls.ts";
import { element, part } from "./dom/element.ts";
import { empty } from "./frame/empty.ts";
import { files } from "./frame/files.ts";
import { active, filters } from "./frame/filters.ts";
import { keys } from "./frame/keys.ts";
import { legend } from "./frame/legend.ts";
import { menus } from "./frame/menus.ts";
import { Page } from "./frame/page.ts";
import { search } from "./frame/search.ts";
import { theme } from "./frame/theme.ts";
import { trail } from "./frame/trail.ts";
import { panel } from "./panel/panel.ts";
import { Opening } from "./picture/opening.ts";
import { Scene } from "./picture/scene.ts";
import { Stage } from "./picture/stage.ts";
import { Store } from "./state/store.ts";
import { views } from "./views/views.ts";

const PATIENCE = 2000; // milliseconds between two questions to a server that is not ready yet

/** What the graph is, as soon as the server has its index ready. */
async function told(): Promise<About> {
  for (;;) {
    try {
      return await ask<About>("about", []);
    } catch (error) {
      if (!(error instanceof Refused) || !error.again) throw error;
      part("status").textContent = error.message;
      await new Promise((done) => setTimeout(done, PATIENCE));
    }
  }
}

async function begin(): Promise<void> {
  const store = new Store();
  const opening = new Opening(store.state);
  const about = await told();
  await opening.headstart();
  part("status").textContent = "";
  document.title = about.title;
  part("title").textContent = about.title;
  const place = (id: string): { x: number; y: number } | null => stage.place(id);
  const page = new Page(store, new Scene(about), about, place);
  const said = part("told");
  const stage = new Stage(part("graph"), page, {
    choose: (selected) => {
      page.choose(selected);
    },
    expand: (id) => {
      if (page.scene.whole === null) page.open(id);
      else page.begin(id);
    },
    pin: (id, x, y) => {
      store.go({ pinned: [...store.state.pinned.filter((pin) => pin.id !== id), { id, x, y }] });
    },
    hover: (text) => {
      said.textContent = text ?? "";
    },
  }, opening); // prettier-ignore
  search(part("search"), page, (id) => stage.drawing?.centre(id));
  trail(part("trail"), page);
  legend(part("legend"), page);
  empty(part("empty"), page);
  const fill = filters(part("filters"), page);
  files(part("save"), page, () => stage);
  panel(part("panel"), page);
  look(page, stage);
  tools(page, stage, fill);
  views(part("view"), part("stage"), part("tabs"), page);
  keys(part("graph"), () => stage.drawing);
  menus();
  document.body.dataset["ready"] = "true";
}

function look(page: Page, stage: Stage): void {
  const { state } = page.store;
  part("look").append(
    element(
      "div",
      { class: "sheet" },
      choice("Colours", [["kind", "By kind"], ["community", "By community"]], state.colours, (colours) => { page.store.go({ colours }); }),
      choice("Sizes", [["importance", "By importance"], ["same", "All the same"]], state.sizes, (sizes) => { page.store.go({ sizes }); }),
      theme(() => { stage.dress(); }),
    ),
  ); // prettier-ignore
}

function tools(page: Page, stage: Stage, fill: () => void): void {
  const tool = (label: string, name: string, act: () => void): HTMLElement => {
    const made = button(label, act);
    made.setAttribute("aria-label", name);
    return made;
  };
  part("zoom").append(
    tool("+", "Zoom in", () => stage.drawing?.zoom(0.7)),
    tool("−", "Zoom out", () => stage.drawing?.zoom(1.4)),
    tool("Fit", "Fit all of it", () => stage.drawing?.fit()),
  );
  const toggle = part("toggle-filters");
  const sheet = part("filters");
  const open = (wanted: boolean): void => {
    sheet.hidden = !wanted;
    if (wanted) fill();
    toggle.setAttribute("aria-expanded", String(wanted));
  };
  toggle.addEventListener("click", () => {
    open(sheet.hidden);
    if (!sheet.hidden) sheet.focus();
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open(false);
    toggle.focus();
  });
  page.store.watch(
    ({ filters: now }) => active(now),
    (count) => {
      toggle.textContent = count === 0 ? "Filters" : `Filters (${count})`;
    },
  );
  part("link").addEventListener("click", () => {
    page.busy(copied(page));
  });
}

async function copied(page: Page): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    page.say("The link to what is shown is copied.");
  } catch {
    page.say("The address of this page is the link to what is shown.");
  }
}

begin().catch((error: unknown) => {
  const sentence = error instanceof Refused ? error.message : "This page could not be shown in this browser.";
  part("status").textContent = sentence;
  if (!(error instanceof Refused)) throw error;
});
