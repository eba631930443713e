// The pointer over sigma's drawing: choose, look, drag (which pins) and double-click (which opens).

import type Sigma from "sigma";
import type { Selected } from "../state/state.ts";
import type { Heard } from "./drawing.ts";
import type { Emphasis } from "./emphasis.ts";
import { nearestEdge } from "./nearest.ts";
import type { Scene } from "./scene.ts";

/** Listens; the answer ends that. */
export function listen(sigma: Sigma, emphasis: Emphasis, scene: Scene, heard: Heard): () => void {
  let dragged: string | null = null;
  let moved = false;
  const over = (selected: Selected | null): void => {
    if (dragged === null && emphasis.over(selected)) sigma.refresh({ skipIndexation: true, schedule: true });
    sigma.getContainer().dataset["over"] = selected === null ? "" : "thing";
  };
  sigma.on("clickNode", ({ node }) => {
    if (!moved) heard.choose({ thing: node });
  });
  sigma.on("clickStage", ({ event }) => {
    if (moved) return;
    const found = scene.edges.get(nearestEdge(sigma, event) ?? "");
    heard.choose(found === undefined ? null : { s: found.s, p: found.p, o: found.o });
  });
  sigma.on("doubleClickNode", (told) => {
    told.preventSigmaDefault();
    heard.expand(told.node);
  });
  sigma.on("enterNode", ({ node }) => {
    over({ thing: node });
  });
  sigma.on("leaveNode", () => {
    over(null);
  });
  let near: string | null = null;
  let free = true;
  const along = (event: { x: number; y: number }): void => {
    if (dragged !== null || sigma.getContainer().dataset["over"] === "thing") return;
    const found = nearestEdge(sigma, event);
    if (found === near) return;
    near = found;
    const edge = scene.edges.get(found ?? "");
    heard.hover(edge === undefined ? null : scene.readable(edge));
    sigma.getContainer().dataset["over"] = edge === undefined ? "" : "edge";
  };
  sigma.on("downNode", ({ node }) => {
    dragged = node;
    moved = false;
    if (sigma.getCustomBBox() === null) sigma.setCustomBBox(sigma.getBBox());
  });
  sigma.on("downStage", () => {
    moved = false;
  });
  sigma.on("moveBody", (told) => {
    if (dragged === null) {
      if (free)
        requestAnimationFrame(() => {
          free = true;
          along(told.event);
        });
      free = false;
      return;
    }
    moved = true;
    told.preventSigmaDefault();
    told.event.original.preventDefault();
    sigma.getGraph().mergeNodeAttributes(dragged, sigma.viewportToGraph(told.event));
  });
  const dropped = (): void => {
    if (dragged !== null && moved) {
      const { x, y } = sigma.getGraph().getNodeAttributes(dragged) as { x: number; y: number };
      heard.pin(dragged, x, y);
    }
    dragged = null;
  };
  sigma.on("upNode", dropped);
  sigma.on("upStage", dropped);
  return () => {
    sigma.removeAllListeners();
  };
}
