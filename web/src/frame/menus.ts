// Menus that open below a button: one at a time, closed by Escape and by a click elsewhere.

export function menus(): void {
  const all = (): HTMLDetailsElement[] => Array.from(document.querySelectorAll<HTMLDetailsElement>("details.menu"));
  document.addEventListener("click", (event) => {
    for (const menu of all()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all()) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}
