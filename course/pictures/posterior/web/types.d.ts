import type { Pair, Scene, State, View } from "../../../widget/web/types.js";

export type Matrix = Pair[];

export interface PosteriorScene extends Scene {
  view: View;
}

export interface PosteriorState extends State {
  points: Pair[];
  tau: number;
  posterior: Matrix;
  top: Pair;
  likelihood: Matrix | null;
  mle: Pair | null;
  map: Pair | null;
  path: Pair[];
  arrows: number[][];
}
