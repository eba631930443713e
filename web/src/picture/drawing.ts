// What both ways of drawing, a few hundred things by sigma and the whole graph by our own points and lines, can do.

import type { Status } from "../api/contract.ts";
import type { Colours, Selected, Sight, Sizes } from "../state/state.ts";
import type { Colour, Palette } from "./palette.ts";

export interface Look {
  colours: Colours;
  sizes: Sizes;
  palette: Palette;
  scale: number; // smaller dots in a smaller window
}

/** A dot or a line as it stands on the screen, for the vector image. */
export interface Dot {
  x: number;
  y: number;
  radius: number;
  colour: Colour;
  label: string | null;
}

export interface Line {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  colour: Colour;
  status: Status;
}

export interface Vector {
  width: number;
  height: number;
  dots: Dot[];
  lines: Line[];
}

/** What a drawing tells: what was chosen, or where something was put. */
export interface Heard {
  choose: (selected: Selected | null) => void;
  expand: (id: string) => void;
  pin: (id: string, x: number, y: number) => void;
  hover: (text: string | null) => void;
  /** The picture is looked at from elsewhere. */
  turned: () => void;
}

export interface Drawing {
  select: (selected: Selected | null) => void;
  dress: (look: Look) => void;
  /** Shows so many times as much, or less. */
  zoom: (factor: number) => void;
  /** Looks further to the right and down, by shares of what is seen. */
  pan: (right: number, down: number) => void;
  fit: () => void;
  centre: (id: string) => void;
  /** Where it is looked at from; null: from where all is in sight. */
  sight: () => Sight | null;
  look: (sight: Sight | null) => void;
  canvas: () => HTMLCanvasElement;
  vector: () => Vector;
  resize: () => void;
  end: () => void;
}

export const RADIUS = { least: 4, most: 15 };

/** The radius of a thing: its area grows with its importance. */
export const radius = (importance: number, sizes: Sizes): number =>
  sizes === "same" ? 6 : RADIUS.least + (RADIUS.most - RADIUS.least) * Math.sqrt(Math.min(Math.max(importance, 0), 1));
