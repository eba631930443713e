// Wheel, mouse and fingers over a drawing: pan, zoom, point, press, open.

export interface Moves {
  pan: (right: number, down: number) => void;
  zoom: (factor: number, x: number, y: number) => void;
  point: (x: number, y: number) => void;
  press: (x: number, y: number) => void;
  open: (x: number, y: number) => void;
}

const STILL = 4; // pixels that a press may tremble

/** Listens on an element; the answer ends that. */
export function move(host: HTMLElement, moves: Moves): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const fingers = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  const within = (event: MouseEvent): { x: number; y: number } => {
    const { left, top } = host.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  host.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { x, y } = within(event);
      moves.zoom(Math.exp(-event.deltaY / 400), x, y);
    },
    { signal, passive: false },
  );
  host.addEventListener(
    "pointerdown",
    (event) => {
      fingers.set(event.pointerId, within(event));
      if (fingers.size === 1) travelled = 0;
      host.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  host.addEventListener(
    "pointermove",
    (event) => {
      const now = within(event);
      const last = fingers.get(event.pointerId);
      if (last === undefined) {
        moves.point(now.x, now.y);
        return;
      }
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      travelled += Math.hypot(now.x - last.x, now.y - last.y);
      if (other === undefined) moves.pan(now.x - last.x, now.y - last.y);
      else pinch(last, now, other, moves);
      fingers.set(event.pointerId, now);
    },
    { signal },
  );
  const lifted = (event: PointerEvent): void => {
    const { x, y } = within(event);
    if (fingers.delete(event.pointerId) && travelled < STILL && event.type === "pointerup") moves.press(x, y);
  };
  host.addEventListener("pointerup", lifted, { signal });
  host.addEventListener("pointercancel", lifted, { signal });
  host.addEventListener(
    "dblclick",
    (event) => {
      const { x, y } = within(event);
      moves.open(x, y);
    },
    { signal },
  );
  return () => {
    ending.abort();
  };
}

interface Place {
  x: number;
  y: number;
}

function pinch(last: Place, now: Place, other: Place, moves: Moves): void {
  const before = Math.hypot(last.x - other.x, last.y - other.y);
  const after = Math.hypot(now.x - other.x, now.y - other.y);
  if (before > 0 && after > 0) moves.zoom(after / before, (now.x + other.x) / 2, (now.y + other.y) / 2);
}
