/**
 * Paints a surface of triangles into an image, with the depth of every pixel: bands of colour,
 * contours and light, without a graphics card.
 */
/** @import { Ink, Mesh, Painted } from "../types.js" */

const LIGHT = [-0.42, -0.3, 0.86]; // where it comes from, in the ground plan's own directions

/** An image with depths, to be painted into again and again. */
export function createImage() {
  let image = new ImageData(1, 1);
  let depths = new Float32Array(1);
  return {
    /** Blank, of that size. @param {number} width @param {number} height */
    blank(width, height) {
      if (image.width !== width || image.height !== height) {
        image = new ImageData(width, height);
        depths = new Float32Array(width * height);
      } else image.data.fill(0);
      depths.fill(Infinity);
      return { image, depths };
    },
  };
}

/**
 * How light each corner is, from its slope: 1 where the ground is level.
 * @param {Float32Array} talls
 * @param {number} columns
 * @param {number} rows
 * @param {number} aspect
 */
export function lightOf(talls, columns, rows, aspect) {
  const light = new Float32Array(talls.length);
  const [dx, dy] = [2 / (columns - 1), (2 * aspect) / (rows - 1)];
  for (let r = 0, at = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, at++) {
      const [left, right] = [c > 0 ? 1 : 0, c < columns - 1 ? 1 : 0];
      const [down, up] = [r > 0 ? columns : 0, r < rows - 1 ? columns : 0];
      const gx = (talls[at + right] - talls[at - left]) / ((left + right) * dx);
      const gy = (talls[at + up] - talls[at - down]) / ((((up ? 1 : 0) + (down ? 1 : 0))) * dy);
      const cosine = (LIGHT[2] - LIGHT[0] * gx - LIGHT[1] * gy) / Math.hypot(gx, gy, 1);
      light[at] = 0.78 + 0.26 * Math.max(0, cosine);
    }
  }
  return light;
}

/**
 * Paints triangles of corners.
 * @param {Painted} target
 * @param {Mesh} mesh
 * @param {Ink} ink
 */
export function paint(target, mesh, ink) {
  const { columns, rows } = mesh;
  for (let r = 0; r < rows - 1; r++) {
    for (let c = 0; c < columns - 1; c++) {
      const at = r * columns + c;
      triangle(target, mesh, ink, at, at + 1, at + columns + 1);
      triangle(target, mesh, ink, at, at + columns + 1, at + columns);
    }
  }
}

/** @param {Painted} target @param {Mesh} mesh @param {Ink} ink @param {number} a @param {number} b @param {number} c */
function triangle({ image, depths }, { px, py, depth, heights, light }, ink, a, b, c) {
  const ax = px[a];
  const ay = py[a];
  const bx = px[b] - ax;
  const by = py[b] - ay;
  const cx = px[c] - ax;
  const cy = py[c] - ay;
  const area = bx * cy - by * cx;
  if (area === 0) return;
  const wide = image.width;
  const left = Math.max(0, Math.ceil(ax + Math.min(0, bx, cx)));
  const right = Math.min(wide - 1, Math.floor(ax + Math.max(0, bx, cx)));
  const top = Math.max(0, Math.ceil(ay + Math.min(0, by, cy)));
  const bottom = Math.min(image.height - 1, Math.floor(ay + Math.max(0, by, cy)));
  if (left > right || top > bottom) return;

  // Shares of b and c at a pixel, and how they change by one pixel to the right.
  const sbx = cy / area;
  const scx = -by / area;
  const db = depth[b] - depth[a];
  const dc = depth[c] - depth[a];
  const hb = heights[b] - heights[a];
  const hc = heights[c] - heights[a];
  const lb = light[b] - light[a];
  const lc = light[c] - light[a];
  const steep = Math.hypot(hb * sbx + hc * scx, (hc * bx - hb * cx) / area) || 1e-30;
  const { levels, colours, line } = ink;
  const least = Math.min(heights[a], heights[b], heights[c]);
  let first = 0;
  while (first < levels.length && least >= levels[first]) first++;
  const reach = (ink.width + 0.5) * steep;
  const pixels = image.data;

  for (let y = top; y <= bottom; y++) {
    let sb = (cy * (left - ax) - cx * (y - ay)) / area;
    let sc = (bx * (y - ay) - by * (left - ax)) / area;
    let place = y * wide + left;
    for (let x = left; x <= right; x++, place++, sb += sbx, sc += scx) {
      if (sb < -1e-4 || sc < -1e-4 || sb + sc > 1.0001) continue;
      const far = depth[a] + sb * db + sc * dc;
      if (far >= depths[place]) continue;
      depths[place] = far;
      const height = heights[a] + sb * hb + sc * hc;
      let band = first;
      while (band < levels.length && height >= levels[band]) band++;
      let gap = band > 0 ? height - levels[band - 1] : Infinity;
      if (band < levels.length) gap = Math.min(gap, levels[band] - height);
      const share = gap >= reach ? 0 : Math.min(1, (reach - gap) / steep);
      const bright = (light[a] + sb * lb + sc * lc) * (1 - share);
      const at = 4 * place;
      const base = 3 * band;
      pixels[at] = colours[base] * bright + line[0] * share;
      pixels[at + 1] = colours[base + 1] * bright + line[1] * share;
      pixels[at + 2] = colours[base + 2] * bright + line[2] * share;
      pixels[at + 3] = 255;
    }
  }
}
