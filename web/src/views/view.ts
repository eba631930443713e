// What a view is: made anew when its part of the state changes, or, where it asks so, when the picture does.

import type { Page } from "../frame/page.ts";
import type { State } from "../state/state.ts";

export interface View {
  label: string;
  /** The part of the state that the view hangs on. */
  part: (state: State) => unknown;
  mirrors?: boolean; // follows the picture
  render: (host: HTMLElement, page: Page, signal: AbortSignal) => Promise<void> | void;
}
