// What stands on the screen, as one canvas and as dots and lines for a vector image.

import type { MultiDirectedGraph } from "graphology";
import type Sigma from "sigma";
import { css, type Colour } from "./palette.ts";
import type { Vector } from "./drawing.ts";
import type { Scene } from "./scene.ts";

const LAYERS = ["edges", "edgeLabels", "nodes", "labels", "hovers", "hoverNodes"];

/** All layers of sigma on the ground's colour. They are drawn anew first, as a shader's canvas keeps nothing. */
export function composed(sigma: Sigma, back: Colour): HTMLCanvasElement {
  sigma.refresh({ skipIndexation: true });
  const canvases = sigma.getCanvases();
  const first = canvases["nodes"];
  return layered(
    LAYERS.flatMap((layer) => canvases[layer] ?? []),
    first?.width ?? 1,
    first?.height ?? 1,
    back,
  );
}

export function layered(
  layers: readonly HTMLCanvasElement[],
  width: number,
  height: number,
  back: Colour,
): HTMLCanvasElement {
  const made = document.createElement("canvas");
  made.width = width;
  made.height = height;
  const context = made.getContext("2d");
  if (context === null) return made;
  context.fillStyle = css(back);
  context.fillRect(0, 0, width, height);
  for (const layer of layers) context.drawImage(layer, 0, 0, width, height);
  return made;
}

export function vectorOf(sigma: Sigma, graph: MultiDirectedGraph, scene: Scene, named: ReadonlySet<string>): Vector {
  const { width, height } = sigma.getDimensions();
  const place = (id: string): { x: number; y: number } =>
    sigma.graphToViewport(graph.getNodeAttributes(id) as { x: number; y: number });
  const dots = graph.mapNodes((id) => {
    const data = sigma.getNodeDisplayData(id);
    const label = named.has(id) ? scene.name(id) : null;
    return { ...place(id), radius: sigma.scaleSize(data?.size ?? 4), colour: parsed(data?.color), label };
  });
  const lines = graph.mapEdges((id, _attributes, source, target) => {
    const [from, to] = [place(source), place(target)];
    const colour = parsed(sigma.getEdgeDisplayData(id)?.color);
    return { x1: from.x, y1: from.y, x2: to.x, y2: to.y, colour, status: scene.edges.get(id)?.status ?? "asserted" };
  });
  return { width, height, dots, lines };
}

function parsed(colour = "#808080"): Colour {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
