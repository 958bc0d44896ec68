import type { Pair, Scene, State, Track, View } from "../../../widget/web/types.js";

export interface NoiseBallScene extends Scene {
  view: View;
  budget: number;
  centre: Pair;
  cloud: Pair[];
}

export interface NoiseBallState extends State {
  runs: { name: string; points: number }[];
  radii: (number | null)[];
  origin: Pair;
}

/** A path, and how many gradient evaluations each of its places has cost. */
export interface Walk extends Track {
  spent: Float32Array;
}
