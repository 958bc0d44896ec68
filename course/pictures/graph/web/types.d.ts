import type { State } from "../../../widget/web/types.js";

/** A Value: `made` from others, or `named`, or a plain number. */
export interface Node {
  title: string;
  named: boolean;
  made: boolean;
  value: number;
  column: number;
  row: number;
}

/** A line from a parent to what was made from it, past `rows` in the columns between. */
export interface Edge {
  parent: number;
  child: number;
  rows: number[];
}

/** One step of the story: a value is computed, or shares of gradients are added to parents. */
export interface Step {
  node: number | null;
  shares: { node: number; before: number; after: number }[];
  words: string;
}

export interface GraphState extends State {
  boxes: Node[];
  lines: Edge[];
  steps: Step[];
}

/** A box on the screen. */
export interface Drawn {
  x: number;
  y: number;
  show(known: boolean, grad: number | null): void;
  light(by: string): void;
}

export interface DrawnEdge extends Edge {
  path: SVGPathElement;
}

export interface Way {
  path: SVGPathElement;
  kind: "value" | "grad";
}
