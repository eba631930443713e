// Light, dark, or as the system has it; kept in this browser.

import { choice } from "../dom/controls.ts";

type Theme = "auto" | "light" | "dark";
const KEY = "fintech-kg-theme";
const THEMES = [
  ["auto", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

export function theme(dress: () => void): HTMLElement {
  const apply = (wanted: Theme): void => {
    document.documentElement.dataset["theme"] = wanted;
    dress();
  };
  if (kept() !== "auto") apply(kept()); // which the page begins with
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
  return choice("Ground", THEMES, kept(), (wanted) => {
    try {
      localStorage.setItem(KEY, wanted);
    } catch {
      // A browser that keeps nothing still shows it.
    }
    apply(wanted);
  });
}

function kept(): Theme {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : "auto";
  } catch {
    return "auto";
  }
}
