// The drawing by keyboard: arrows move it, + and - zoom, 0 shows all.

import type { Drawing } from "../picture/drawing.ts";

const STEP = 0.12; // of what is seen

export function keys(host: HTMLElement, drawing: () => Drawing | null): void {
  host.addEventListener("keydown", (event) => {
    const drawn = drawing();
    if (drawn === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!act(event.key, drawn)) return;
    event.preventDefault();
  });
}

function act(key: string, drawing: Drawing): boolean {
  const moves: Record<string, () => void> = {
    ArrowLeft: () => { drawing.pan(-STEP, 0); },
    ArrowRight: () => { drawing.pan(STEP, 0); },
    ArrowUp: () => { drawing.pan(0, -STEP); },
    ArrowDown: () => { drawing.pan(0, STEP); },
    "+": () => { drawing.zoom(0.7); },
    "=": () => { drawing.zoom(0.7); },
    "-": () => { drawing.zoom(1.4); },
    "0": () => { drawing.fit(); },
  }; // prettier-ignore
  const move = moves[key];
  move?.();
  return move !== undefined;
}
