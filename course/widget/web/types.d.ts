/** What passes between the modules of all pictures; for the type checker and for readers only. */

/** Two numbers: low and high end, or x and y. */
export type Pair = number[];
/** Ends along x and along y. */
export type View = Pair[];
export type Context = CanvasRenderingContext2D;

export interface Theme {
  ink: string;
  soft: string;
  line: string;
  trouble: string;
  paper: string;
  font: string;
  /** Red, green and blue of the lowest and highest ground, and of its contours. */
  low: number[];
  high: number[];
  contour: number[];
  paths: string[];
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** From values to pixels and back. */
export interface Scale {
  (value: number): number;
  inverse(pixel: number): number;
}

export interface Tick {
  at: number;
  text: string;
}

/** Two canvases, one above the other: `base` for what stays, `top` for what moves. */
export interface Layers {
  element: HTMLElement;
  base: Context;
  top: Context;
  canvases: HTMLCanvasElement[];
}

/** Heights on a grid, rows from low y to high y. */
export interface Field {
  heights: Float32Array;
  columns: number;
  rows: number;
  levels: number[];
}

/** Many starts at once: their places as 16 bits, and the minimum at which each ends. */
export interface Crowd {
  count: number;
  frames: number;
  every: number;
  places: Uint16Array;
  basins: Int8Array;
}

/** What a map draws of a run. */
export interface Track {
  path: Float32Array;
}

/** A run with what moves it and what it costs, at each of its places. */
export interface Run extends Track {
  name: string;
  loss: Float32Array;
  slope: Float32Array;
  fits: Float32Array;
}

/** What lies on a ground. */
export interface Shown {
  runs: Track[];
  minima: Pair[];
  crowd?: Crowd | null;
}

export interface Control {
  name: string;
  spoken: string;
  low: number;
  high: number;
  value: number;
  log: boolean;
  whole: boolean;
  shape: boolean;
  positions?: number[];
}

/** What of a picture never changes. */
export interface Scene {
  name: string;
  about: string;
  controls: Control[];
  formula?: string;
  /** Whether answers for a slider's other positions are asked for before they are wanted. */
  ahead?: boolean;
  /** In a saved page: what it says of itself. */
  saved?: string;
}

/** A ground to look at, by a map or in space. */
export interface Ground {
  view: View;
  axes: string[];
  saved?: string | boolean;
}

export interface State {
  seq: number;
  values: Record<string, number>;
  kind: string;
  message: string;
  start?: Pair;
}

export interface Question {
  values: Record<string, number>;
  start?: Pair;
}

/** What the kernel sent for a position of the controls. */
export interface Answer<S extends State = State> {
  state: S;
  numbers: DataView;
  crowd?: DataView;
  heights?: DataView;
  levels?: number[];
}

/** anywidget's model; of what it holds each picture knows the types. */
export interface Model {
  // biome-ignore lint/suspicious/noExplicitAny: each caller says what it reads
  get(name: string): any;
  // biome-ignore lint/suspicious/noExplicitAny: as Backbone's events have it
  on(event: string, callback: (...given: any[]) => void): void;
  // biome-ignore lint/suspicious/noExplicitAny: as Backbone's events have it
  off(event: string, callback: (...given: any[]) => void): void;
  send(content: object): void;
}

export interface Render {
  model: Model;
  el: HTMLElement;
}

/** What a picture does with answers; the rest is the same in all. */
export interface Drawing<S extends State> {
  /** Takes an answer; `ahead` when the controls have moved on meanwhile. */
  read(answer: Answer<S>, ahead: boolean): void;
  layOut(width: number, wide: boolean): void;
  draw(theme: Theme): void;
  /** What to say while what is drawn lags behind the state. */
  words?(state: S): { kind: string; message: string } | null;
  /** What a question says besides the sliders' values. */
  asks?(): { start?: Pair };
  stop?(): void;
}

/** A surface drawn from above or in space. */
export interface Stage {
  coarse?: boolean;
  resize(width: number, height: number): void;
  drawGround(field: Field, minima: Pair[], theme: Theme): void;
  drawPaths(shown: Shown, position: number, theme: Theme): void;
  drawArrows(run: Run, position: number, theme: Theme): void;
  place(event: MouseEvent): Pair;
  at(theta: Pair): Pair;
}

/** From where a surface in space is looked at. */
export interface Look {
  turn: number;
  tilt: number;
  zoom: number;
}

/** How high a loss is drawn, and which root of it that is. */
export interface Stature {
  tall(value: number): number;
  root: number;
}

/** From places on the ground plan to pixels and depths, and back. */
export interface Projection {
  place(x: number, y: number, tall: number): number[];
  under(px: number, py: number, depth: number): Pair;
  level(px: number, py: number, tall: number): Pair;
}

/** A painted image with the depth of every pixel, so many pixels a CSS pixel. */
export interface Painted {
  image: ImageData;
  depths: Float32Array;
  ratio: number;
}

/** The corners of a surface's triangles. */
export interface Mesh {
  px: Float32Array;
  py: Float32Array;
  depth: Float32Array;
  heights: Float32Array;
  light: Float32Array;
  columns: number;
  rows: number;
}

/** What triangles are painted with: levels, the bands' colours between them, and lines. */
export interface Ink {
  levels: Float32Array;
  colours: Float32Array;
  line: number[];
  width: number;
}

/** Words with their place. */
export interface Label {
  words: string;
  left: number;
  wide: number;
  y: number;
}

/** A place on a surface in pixels, and whether it is in sight. */
export interface Spot {
  px: number;
  py: number;
  plain: boolean;
}
