/** The surface in space, with the paths lying on it; turned by mouse, touch and keys. */
import { drawArrows } from "./arrows.js";
import { heightAt } from "./contours.js";
import { drawCrowd } from "./crowd.js";
import { clear, contextOf, createLayers, fit } from "../frame.js";
import { drawLying } from "./lying.js";
import { drawFloor, drawPost } from "./floor.js";
import { drawStar } from "./map.js";
import { createImage, lightOf, paint } from "./raster.js";
import { bounded, HOME, projection, stature } from "./space.js";
import { createTurning } from "./turning.js";
/** @import { Context, Field, Ground, Look, Painted, Pair, Projection, Run, Shown, Stature, Theme } from "../types.js" */

const REST = 160; // milliseconds after the last turn until it is painted finely
const NEAR = 0.03; // how far a path may lie behind the surface and still be seen

/**
 * @param {HTMLElement} parent
 * @param {Ground} scene
 * @param {(start: number[]) => void} onMove called when a place is clicked
 * @param {() => void} onTurn called when it must be drawn anew from another side
 */
export function createRelief(parent, scene, onMove, onTurn) {
  const layers = createLayers(parent, "picture-relief");
  const picture = createImage();
  const sheet = new OffscreenCanvas(1, 1);
  let look = HOME;
  /** @type {Pair} */ let size;
  /** @type {Field} */ let field;
  /** @type {Float32Array} */ let talls;
  /** @type {Float32Array} */ let light;
  /** @type {Stature} */ let high;
  /** @type {Pair[]} */ let minima;
  /** @type {Theme} */ let theme;
  /** @type {Projection} */ let project;
  /** @type {Painted} */ let painted;
  let timer = 0;
  let frame = 0;
  createTurning(layers.canvases[1], () => look, turnTo, (event) => scene.saved || onMove(place(event)));

  /** @param {number} width @param {number} height */
  function resize(width, height) {
    fit(layers, width, height);
    size = [width, height];
  }

  /** @param {Field} below @param {Pair[]} lows @param {Theme} colours */
  function drawGround(below, lows, colours) {
    [field, minima, theme] = [below, lows, colours];
    high = stature(field);
    talls = field.heights.map(high.tall);
    light = lightOf(talls, field.columns, field.rows, aspect());
    paintGround(2);
  }

  const aspect = () => {
    const [[left, right], [low, top]] = scene.view;
    return Math.max(0.6, Math.min(0.85, (top - low) / (right - left)));
  };

  /** Looked at from elsewhere: painted roughly at once, finely when it stands still. @param {Look} [to] */
  function turnTo(to) {
    look = to ? bounded(to) : HOME;
    if (!frame) frame = requestAnimationFrame(turned);
    clearTimeout(timer);
    timer = setTimeout(() => field && paintGround(2), REST);
  }

  function turned() {
    frame = 0;
    if (!field) return;
    paintGround(1);
    onTurn();
  }

  /** @param {number} finer */
  function paintGround(finer) {
    const [width, height] = size;
    const ratio = Math.max(1, window.devicePixelRatio || 1);
    project = projection(look, scene.view, aspect(), size);
    const fine = ratio >= 2 ? 1 : finer;
    painted = { ratio: ratio * fine, ...picture.blank(Math.round(width * ratio * fine), Math.round(height * ratio * fine)) };
    paint(painted, mesh(painted.ratio), ink(painted.ratio));
    sheet.width = painted.image.width;
    sheet.height = painted.image.height;
    contextOf(sheet).putImageData(painted.image, 0, 0);
    const context = layers.base;
    clear(context);
    drawFloor(context, scene, project, theme);
    context.drawImage(sheet, 0, 0, width, height);
    drawRim(context);
    drawPost(context, scene, field, high, project, theme);
  }

  /** The surface's edge, where it is in sight. @param {Context} context */
  function drawRim(context) {
    const [[left, right], [low, top]] = scene.view;
    const corners = [[left, low], [right, low], [right, top], [left, top], [left, low]];
    context.strokeStyle = theme.line;
    context.beginPath();
    /** @type {ReturnType<typeof seen>} */ let before = null;
    for (let i = 0; i <= 4 * 60; i++) {
      const [from, to] = [corners[Math.floor(i / 60)], corners[Math.min(4, Math.floor(i / 60) + 1)]];
      const [x, y] = from.map((each, k) => each + ((to[k] - each) * (i % 60)) / 60);
      const now = seen(x, y);
      if (before?.plain && now?.plain) {
        context.moveTo(before.px, before.py);
        context.lineTo(now.px, now.py);
      }
      before = now;
    }
    context.stroke();
  }

  /** @param {number} ratio */
  function mesh(ratio) {
    const { heights, columns, rows } = field;
    const [[left, right], [low, top]] = scene.view;
    const corners = { px: new Float32Array(heights.length), py: new Float32Array(heights.length), depth: new Float32Array(heights.length) };
    for (let r = 0, at = 0; r < rows; r++) {
      const y = low + ((top - low) * r) / (rows - 1);
      for (let c = 0; c < columns; c++, at++) {
        const [px, py, depth] = project.place(left + ((right - left) * c) / (columns - 1), y, talls[at]);
        corners.px[at] = px * ratio;
        corners.py[at] = py * ratio;
        corners.depth[at] = depth;
      }
    }
    return { ...corners, heights, light, columns, rows };
  }

  /** @param {number} ratio */
  function ink(ratio) {
    const levels = Float32Array.from(field.levels);
    const colours = new Float32Array(3 * (levels.length + 1));
    for (let i = 0; i < colours.length; i++) {
      const share = Math.floor(i / 3) / Math.max(1, levels.length);
      colours[i] = theme.low[i % 3] + (theme.high[i % 3] - theme.low[i % 3]) * share;
    }
    return { levels, colours, line: theme.contour, width: 0.5 * ratio };
  }

  /** Height as drawn at a place; null outside the view. @param {number} x @param {number} y */
  function tallAt(x, y) {
    const [[left, right], [low, top]] = scene.view;
    if (!(x >= left && x <= right && y >= low && y <= top)) return null;
    const c = ((x - left) / (right - left)) * (field.columns - 1);
    return high.tall(heightAt(field, c, ((y - low) / (top - low)) * (field.rows - 1)));
  }

  /** @param {Pair} theta */
  function at([x, y]) {
    return project.place(x, y, tallAt(x, y) ?? 0).slice(0, 2);
  }

  /** @param {MouseEvent} event */
  function place(event) {
    const bounds = layers.canvases[0].getBoundingClientRect();
    const [px, py] = [event.clientX - bounds.left, event.clientY - bounds.top];
    const depth = depthAt(px, py);
    return Number.isFinite(depth) ? project.under(px, py, depth) : project.level(px, py, 0);
  }

  /** @param {number} px @param {number} py */
  function depthAt(px, py) {
    const { ratio, image, depths } = painted;
    const [column, row] = [Math.round(px * ratio), Math.round(py * ratio)];
    if (column < 0 || row < 0 || column >= image.width || row >= image.height) return Infinity;
    return depths[row * image.width + column];
  }

  /** A place on the surface in pixels, and whether it is in sight; null outside the view. @param {number} x @param {number} y */
  function seen(x, y) {
    const tall = tallAt(x, y);
    if (tall == null) return null;
    const [px, py, depth] = project.place(x, y, tall);
    return { px, py, plain: depth < depthAt(px, py) + NEAR };
  }

  /** @param {Shown} shown @param {number} position @param {Theme} colours */
  function drawPaths({ runs, crowd }, position, colours) {
    const context = layers.top;
    clear(context);
    /** @param {number} x @param {number} y */
    const inSight = (x, y) => {
      const spot = seen(x, y);
      return spot?.plain ? [spot.px, spot.py] : null;
    };
    if (crowd) drawCrowd(context, crowd, scene.view, position, inSight, colours);
    for (const [i, each] of minima.entries()) drawStar(context, at(each), colours, crowd ? i : null);
    for (let i = runs.length - 1; i >= 0; i--) drawLying(context, runs[i].path, position, i, seen, colours);
  }
  /** @param {Run} run @param {number} position @param {Theme} colours */
  const arrows = (run, position, colours) =>
    drawArrows(layers.top, run, position, at, scene.view, colours);
  return { coarse: true, resize, drawGround, drawPaths, drawArrows: arrows, place, at };
}
