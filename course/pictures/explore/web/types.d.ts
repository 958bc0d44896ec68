import type { Crowd, Ground, Pair, Run, Scene, Shown, State } from "../../../widget/web/types.js";

/** The examples behind a cost; `at` is where predictions are known. */
export interface Examples {
  x: number[];
  y: number[];
  at: number[];
}

export interface ExploreScene extends Scene, Ground {
  saved?: string;
  formula: string;
  steps: number;
  tolerances: number[] | null;
  data: Examples | null;
}

export interface ExploreState extends State {
  start: Pair;
  runs: { name: string; points: number }[];
  rate: number | null;
  minima: Pair[];
  lowest: number | null;
  crowd: { count: number; frames: number; every: number } | null;
}

/** An answer as the drawing parts want it. */
export interface ExploreShown extends Shown {
  start: Pair;
  runs: Run[];
  rate: number | null;
  lowest: number | null;
  crowd: Crowd | null;
}

/** How a loss is drawn as height: the scale's ends, ticks and name. */
export interface Height {
  of(loss: number): number;
  span: Pair;
  ticks: { value: number; text: string }[];
  name: string;
}
