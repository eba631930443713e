// Points and lines in WebGL, straight from arrays: what lets a graph of 100,000 things appear at once.

const VERTEX = `
attribute vec2 place; attribute vec4 colour; attribute float size;
uniform vec4 view; uniform float growth; varying vec4 shade;
void main() {
  gl_Position = vec4((place - view.xy) * view.zw, 0.0, 1.0);
  gl_PointSize = size * growth;
  shade = colour;
}`;

const LINE = `precision mediump float; varying vec4 shade; uniform float alpha; void main() { float a = shade.a * alpha; gl_FragColor = vec4(shade.rgb * a, a); }`;

const POINT = `precision mediump float; varying vec4 shade;
void main() {
  float far = length(gl_PointCoord - vec2(0.5));
  float a = shade.a * (1.0 - smoothstep(0.42, 0.5, far));
  gl_FragColor = vec4(shade.rgb * a, a);
}`;

export interface Cloud {
  places: Float32Array; // two each
  colours: Uint8Array; // four each
  sizes: Float32Array; // one each; empty for lines
}

export interface Sight {
  x: number;
  y: number;
  right: number; // clip units for a unit of the graph
  up: number;
  growth: number;
  alpha: number;
}

export class Shaders {
  readonly #gl: WebGLRenderingContext;
  readonly #lines: Batch;
  readonly #points: Batch;

  /** Throws where the browser has no WebGL. */
  constructor(readonly canvas: HTMLCanvasElement) {
    const gl = canvas.getContext("webgl", {
      antialias: false,
      alpha: true,
      premultipliedAlpha: true,
      preserveDrawingBuffer: true,
    });
    if (gl === null) throw new Error("this browser has no WebGL");
    this.#gl = gl;
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.#lines = new Batch(gl, LINE, gl.LINES);
    this.#points = new Batch(gl, POINT, gl.POINTS);
  }

  load(lines: Cloud, points: Cloud): void {
    this.#lines.load(lines);
    this.#points.load(points);
  }

  /** Draws the first `lines` of the lines' ends, and all points. */
  draw(sight: Sight, lines: number): void {
    const gl = this.#gl;
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.#lines.draw(sight, lines);
    this.#points.draw(sight, Infinity);
  }

  end(): void {
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}

class Batch {
  readonly #program: WebGLProgram;
  readonly #buffers: readonly [WebGLBuffer, WebGLBuffer, WebGLBuffer];
  #count = 0;

  constructor(
    private readonly gl: WebGLRenderingContext,
    fragment: string,
    private readonly mode: number,
  ) {
    this.#program = linked(gl, fragment);
    this.#buffers = [gl.createBuffer(), gl.createBuffer(), gl.createBuffer()];
  }

  load({ places, colours, sizes }: Cloud): void {
    const { gl } = this;
    this.#count = places.length / 2;
    for (const [number, data] of [places, colours, sizes].entries()) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffers[number] ?? null);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
    }
  }

  draw({ x, y, right, up, growth, alpha }: Sight, most: number): void {
    const { gl } = this;
    gl.useProgram(this.#program);
    gl.uniform4f(gl.getUniformLocation(this.#program, "view"), x, y, right, up);
    gl.uniform1f(gl.getUniformLocation(this.#program, "growth"), growth);
    gl.uniform1f(gl.getUniformLocation(this.#program, "alpha"), alpha);
    this.#feed("place", 0, 2, gl.FLOAT, false);
    this.#feed("colour", 1, 4, gl.UNSIGNED_BYTE, true);
    if (this.mode === gl.POINTS) this.#feed("size", 2, 1, gl.FLOAT, false);
    gl.drawArrays(this.mode, 0, Math.min(this.#count, most));
  }

  #feed(name: string, buffer: 0 | 1 | 2, parts: number, type: number, normalised: boolean): void {
    const { gl } = this;
    const at = gl.getAttribLocation(this.#program, name);
    if (at < 0) return;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffers[buffer]);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, parts, type, normalised, 0, 0);
  }
}

function linked(gl: WebGLRenderingContext, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  // Lines have no size; the vertex shader of points would leave that attribute without a buffer.
  const vertex = fragment === LINE ? VERTEX.replace("attribute float size;", "const float size = 1.0;") : VERTEX;
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (shader === null) throw new Error("this browser has lost WebGL");
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) throw new Error("this browser cannot run the shaders");
  return program;
}
