/**
 * How the surface stands in space and how it is looked at: parallel projection, turned about the
 * vertical and tilted.
 */
import { linear } from "../numbers.js";
/** @import { Field, Look, Pair, Projection, View } from "../types.js" */

const TALL = 0.8; // the highest point, where half the surface's width is 1
const ROOTS = [1, 2, 3, 4]; // which root of the loss is drawn as height

export const HOME = { turn: -0.9, tilt: 0.68, zoom: 1 };

/** @param {Look} look */
export function bounded({ turn, tilt, zoom }) {
  return {
    turn,
    tilt: Math.max(0.12, Math.min(Math.PI / 2, tilt)),
    zoom: Math.max(0.6, Math.min(6, zoom)),
  };
}

/**
 * Height as drawn, from 0 to `TALL`: the loss, or a root of it where most of the surface would
 * look flat beside its highest part.
 * @param {Field} field
 */
export function stature({ heights }) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of heights) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const range = high - low || 1;
  const middle = (Float32Array.from(heights).sort()[heights.length >> 1] - low) / range;
  const root = ROOTS.find((each) => middle ** (1 / each) > 0.17) ?? ROOTS[ROOTS.length - 1];
  /** @param {number} value */
  const tall = (value) => TALL * Math.max(0, (value - low) / range) ** (1 / root);
  return { tall, root };
}

/**
 * @param {Look} look
 * @param {View} view ranges of x and y
 * @param {number} aspect of the ground, its depth by its width
 * @param {Pair} room width and height in pixels
 * @returns {Projection}
 */
export function projection(look, view, aspect, [width, height]) {
  const across = linear(view[0], [-1, 1]);
  const along = linear(view[1], [-aspect, aspect]);
  const [ct, st] = [Math.cos(look.turn), Math.sin(look.turn)];
  const [ce, se] = [Math.cos(look.tilt), Math.sin(look.tilt)];
  const size = Math.min(width / 2.85, (height - 40) / 2.25) * look.zoom;
  const middle = [width / 2, height / 2 + (size * TALL * ce) / 2];

  /**
   * Pixel place and depth (larger is farther) of a point on the surface's ground plan.
   * @param {number} x
   * @param {number} y
   * @param {number} tall
   */
  function place(x, y, tall) {
    const u = across(x);
    const v = along(y);
    const back = u * st + v * ct;
    return [
      middle[0] + size * (u * ct - v * st),
      middle[1] - size * (back * se + tall * ce),
      back * ce - tall * se,
    ];
  }

  /** Where on the ground plan a pixel at a given depth is. @param {number} px @param {number} py @param {number} depth */
  function under(px, py, depth) {
    const up = (middle[1] - py) / size;
    return plan(px, up * se + depth * ce);
  }

  /** Where on the ground plan a pixel at a given height is. @param {number} px @param {number} py @param {number} tall */
  function level(px, py, tall) {
    return plan(px, ((middle[1] - py) / size - tall * ce) / se);
  }

  /** @param {number} px @param {number} back */
  function plan(px, back) {
    const right = (px - middle[0]) / size;
    return [across.inverse(right * ct + back * st), along.inverse(back * ct - right * st)];
  }
  return { place, under, level };
}
