// Some hundreds of things, drawn by sigma: dots, arrows and names that can be pointed at, dragged and pinned.

import { createDrawCurvedEdgeLabel, createEdgeCurveProgram } from "@sigma/edge-curve";
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { createEdgeArrowProgram, drawStraightEdgeLabel, EdgeLineProgram } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";
import type { Selected, Sight } from "../state/state.ts";
import { css, hex, mixed, type Colour } from "./palette.ts";
import { radius, type Drawing, type Heard, type Look } from "./drawing.ts";
import { drawNames, drawRing, FONT } from "./labels.ts";
import { fitting, namedThings } from "./naming.ts";
import { listen } from "./pointer.ts";
import { composed, vectorOf } from "./image.ts";
import { Emphasis } from "./emphasis.ts";
import { isDense } from "./graph.ts";
import { extent, type Box } from "./places.ts";
import type { Scene } from "./scene.ts";

const FADED = 0.16;
const ARROW = { lengthToThicknessRatio: 4.8, widenessToThicknessRatio: 3.8 };
const CURVES = {
  arrowHead: { extremity: "target" as const, ...ARROW },
  curvatureAttribute: "curvature",
  defaultCurvature: 0,
};
const THIN = 0.5; // how much of their colour lines keep where there are many
const LABELLED_LINES = 45; // lines, of a picture or of a chosen thing, up to which each tells its relation, in a window that is large enough

export class SigmaDrawing implements Drawing {
  readonly sigma: Sigma;
  #look: Look;
  #emphasis: Emphasis;
  #still: () => void;
  #named: ReadonlySet<string> = new Set();
  private graph = new MultiDirectedGraph();

  constructor(
    host: HTMLElement,
    private readonly scene: Scene,
    look: Look,
    heard: Heard,
  ) {
    this.#look = look;
    this.#emphasis = new Emphasis(this.graph, scene);
    this.sigma = new Sigma(this.graph, host, {
      defaultEdgeType: "straight",
      edgeProgramClasses: {
        line: EdgeLineProgram,
        straight: createEdgeArrowProgram(ARROW),
        curved: createEdgeCurveProgram({
          ...CURVES,
          drawLabel: fitting(createDrawCurvedEdgeLabel(CURVES)),
        }),
      },
      allowInvalidContainer: true,
      zIndex: true,
      renderEdgeLabels: true,
      edgeLabelFont: FONT,
      edgeLabelSize: 10.5,
      edgeLabelColor: { attribute: "labelColor" },
      renderLabels: false,
      minEdgeThickness: 1.2,
      stagePadding: 48,
      minCameraRatio: 0.05,
      maxCameraRatio: 4,
      defaultDrawNodeHover: (context, data) => {
        drawRing(context, data, this.#look.palette);
      },
      defaultDrawEdgeLabel: fitting(drawStraightEdgeLabel),
      nodeReducer: (id, data) => this.#node(id, data),
      edgeReducer: (id, data) => this.#edge(id, data),
    });
    const names = this.sigma.getCanvases()["labels"]?.getContext("2d") ?? null; // on which sigma itself writes nothing
    this.sigma.on("afterRender", () => {
      this.#name(names);
    });
    this.#still = listen(this.sigma, this.#emphasis, scene, heard);
    this.sigma.getCamera().on("updated", heard.turned);
  }

  /** Draws a graph, the one that is drawn already or another; a box keeps the scale of a picture in which things were moved. */
  show(graph: MultiDirectedGraph, look: Look, selected: Selected | null, box: Box | null): void {
    this.#look = look;
    this.#emphasis.show(graph, selected);
    if (box !== null || graph !== this.graph) this.sigma.setCustomBBox(box);
    const changed = graph !== this.graph;
    this.graph = graph;
    if (changed) this.sigma.setGraph(graph);
    else this.sigma.scheduleRefresh();
  }

  /** The room that the picture's scale is made for. */
  box(): Box {
    return this.sigma.getCustomBBox() ?? extent(this.graph); // sigma takes its own note of it with the next frame
  }

  sight(): Sight | null {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    return x === 0.5 && y === 0.5 && ratio === 1 ? null : { x, y, ratio };
  }

  look(sight: Sight | null): void {
    this.sigma.getCamera().setState(sight ?? { x: 0.5, y: 0.5, ratio: 1 });
  }

  #name(context: CanvasRenderingContext2D | null): void {
    if (context === null) return;
    const { width, height } = this.sigma.getDimensions();
    const naming = namedThings(this.sigma, this.graph, this.scene, this.#emphasis);
    this.#named = drawNames(context, naming, { width, height, palette: this.#look.palette });
  }

  #node(id: string, data: Partial<NodeDisplayData> & { pinned?: boolean }): Partial<NodeDisplayData> {
    const thing = this.scene.things.get(id);
    const { palette, sizes, scale } = this.#look;
    const strength = this.#emphasis.thing(id);
    const colour = this.scene.colour(id, this.#look);
    const shown = strength === "faded" ? mixed(colour, palette.back, FADED) : colour;
    return {
      ...data,
      label: thing?.label ?? id,
      size: scale * radius(thing?.importance ?? 0, sizes) + (strength === "chosen" ? 2 : 0),
      color: hex(shown),
      zIndex: strength === "faded" ? 0 : strength === "chosen" ? 2 : 1,
      forceLabel: strength === "chosen",
      highlighted: strength === "chosen",
    };
  }

  #edge(id: string, data: Partial<EdgeDisplayData>): Partial<EdgeDisplayData> {
    const edge = this.scene.edges.get(id);
    const { palette, scale } = this.#look;
    const strength = this.#emphasis.edge(id);
    const base: Colour = palette.statuses[edge?.status ?? "asserted"];
    const colour =
      strength === "chosen" ? palette.link : strength === "faded" ? mixed(base, palette.back, FADED) : base;
    const few = strength === "near" ? this.#emphasis.near : this.graph.size;
    const told = strength === "chosen" || (strength !== "faded" && few <= LABELLED_LINES * scale ** 2);
    const thin = isDense(this.graph) && (strength === "plain" || strength === "faded");
    return {
      ...data,
      ...(thin ? { type: "line" } : {}),
      size: strength === "chosen" ? 3 : strength === "near" ? 2.2 : 1.7,
      color: hex(thin ? mixed(colour, palette.back, THIN) : colour),
      label: told && edge !== undefined ? this.scene.told(edge) : null,
      forceLabel: told,
      zIndex: strength === "faded" ? 0 : 1,
      ...{ labelColor: css(palette.quiet) },
    };
  }

  select(selected: Selected | null): void {
    this.#emphasis.choose(selected);
    this.sigma.scheduleRefresh();
  }

  dress(look: Look): void {
    this.#look = look;
    this.#emphasis.settle();
    this.sigma.scheduleRefresh();
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio * factor) }, { duration: this.#duration() });
  }

  pan(right: number, down: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ x: camera.x + right * camera.ratio, y: camera.y - down * camera.ratio });
  }

  fit(): void {
    void this.sigma.getCamera().animatedReset({ duration: this.#duration() });
  }

  centre(id: string): void {
    const place = this.sigma.getNodeDisplayData(id);
    if (place === undefined) return;
    void this.sigma.getCamera().animate({ x: place.x, y: place.y }, { duration: this.#duration() });
  }

  #duration(): number {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 250;
  }

  canvas(): HTMLCanvasElement {
    return composed(this.sigma, this.#look.palette.back);
  }

  vector(): ReturnType<typeof vectorOf> {
    return vectorOf(this.sigma, this.graph, this.scene, this.#named);
  }

  resize(): void {
    this.sigma.resize();
    this.sigma.scheduleRefresh();
  }

  end(): void {
    this.#still();
    this.sigma.kill();
  }
}
