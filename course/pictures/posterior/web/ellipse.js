/** Gaussians in the plane: their density, and ellipses that hold a share of them. */
/** @import { Pair } from "../../../widget/web/types.js" */
/** @import { Matrix } from "./types.js" */

/**
 * Eigenvalues and the angle of the first eigenvector of a symmetric matrix.
 * @param {number[][]} matrix
 */
function axes([[a, b], [, c]]) {
  const middle = (a + c) / 2;
  const apart = Math.hypot((a - c) / 2, b);
  return { values: [middle + apart, middle - apart], angle: Math.atan2(2 * b, a - c) / 2 };
}

/**
 * Traces the ellipse that holds `share` of a Gaussian: half its squared distance is exponential.
 * @param {CanvasRenderingContext2D} context
 * @param {number[][]} precision its inverse covariance
 * @param {(w: number) => number} x @param {(w: number) => number} y
 * @param {Pair} centre
 * @param {number} share
 */
export function traceEllipse(context, precision, centre, share, x, y) {
  const { values, angle } = axes(precision);
  const radius = Math.sqrt(-2 * Math.log(1 - share));
  const [along, across] = values.map((value) => radius / Math.sqrt(Math.max(value, 1e-9)));
  context.beginPath();
  for (let i = 0; i <= 96; i++) {
    const turn = (i / 96) * 2 * Math.PI;
    const [u, v] = [along * Math.cos(turn), across * Math.sin(turn)];
    context.lineTo(
      x(centre[0] + u * Math.cos(angle) - v * Math.sin(angle)),
      y(centre[1] + u * Math.sin(angle) + v * Math.cos(angle)),
    );
  }
}

/**
 * An image of a Gaussian's density, 1 at its top, as the opacity of a colour.
 * @param {Matrix} precision
 * @param {Pair} centre
 * @param {number} columns
 * @param {number} rows
 * @param {(value: number) => number} x
 * @param {(value: number) => number} y
 * @param {number[]} given
 */
export function density(precision, centre, columns, rows, x, y, [red, green, blue]) {
  const image = new ImageData(columns, rows);
  const [[a, b], [, c]] = precision;
  for (let row = 0, at = 0; row < rows; row++) {
    const v = y(row) - centre[1];
    for (let column = 0; column < columns; column++, at += 4) {
      const u = x(column) - centre[0];
      const height = Math.exp(-0.5 * (a * u * u + 2 * b * u * v + c * v * v));
      image.data.set([red, green, blue, 165 * height], at);
    }
  }
  return image;
}
