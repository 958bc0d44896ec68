import type { Field, Scene, Stage, State, View } from "../../../widget/web/types.js";

export interface TrainingScene extends Scene {
  names: string[];
  blank: number;
  classes: number;
  labels: number[];
  side: number;
  plane: boolean;
}

export interface ToldRun {
  name: string;
  updates: number;
  every: number;
  tested: number[];
  places: number;
  stride: number;
  learned: number | null;
}

export interface ToldPlane {
  name: string;
  view: View;
  columns: number;
  rows: number;
  levels: number[];
  held: number;
}

export interface TrainingState extends State {
  runs: ToldRun[];
  planes: ToldPlane[];
  expected: number;
  drawn: number[];
  running: number | null;
  seen: boolean;
  middle: string;
  missing: string;
}

/** A training with its losses, their means over an epoch, and how it answered each test. */
export interface Training extends ToldRun {
  losses: Float32Array;
  means: Float32Array;
  shares: Float32Array;
  answers: Uint8Array[];
}

/** A plane through the weights, with the paths' shadows on it. */
export interface Plane extends ToldPlane {
  field: Field;
  paths: { index: number; path: Float32Array }[];
}

/** A plane on the screen, from above and in space. */
export interface PlaneDrawing {
  element: HTMLElement;
  views: Record<string, Stage>;
  field: Field;
}
