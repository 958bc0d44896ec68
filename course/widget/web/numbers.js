/** Scales, ticks and how numbers are written. */
/** @import { Pair, Scale } from "./types.js" */

/** Three significant digits, a true minus sign, no trailing zeros. @param {number} x */
export function written(x) {
  const size = Math.abs(x);
  const text =
    size !== 0 && (size >= 1e5 || size < 1e-4)
      ? x.toExponential(1).replace(".0e", "e").replace("e+", "e")
      : String(Number(x.toPrecision(3)));
  return text.replace(/-/g, "−");
}

/** A linear map from [a, b] to [c, d], with its inverse. @param {Pair} from @param {Pair} to */
export function linear([a, b], [c, d]) {
  /** @param {number} x */
  const scale = (x) => c + ((x - a) / (b - a)) * (d - c);
  scale.inverse = (/** @type {number} */ px) => a + ((px - c) / (d - c)) * (b - a);
  return scale;
}

/** Round numbers in [low, high], about `count` of them. @param {number} low @param {number} high @param {number} count */
export function ticks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/**
 * Round numbers with their places on a scale, about `count` of them.
 * @param {Scale} scale
 * @param {Pair} ends
 * @param {number} count
 */
export function ticksOn(scale, [low, high], count) {
  return ticks(low, high, count).map((value) => ({ at: scale(value), text: written(value) }));
}

/** Powers of ten between two exponents, at most `count`. @param {number} low @param {number} high @param {number} count */
export function decades(low, high, count) {
  const step = Math.max(1, Math.ceil((high - low) / count));
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** @type {Record<string, string>} */
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** `10⁻⁵`. @param {number} exponent */
export function powerOfTen(exponent) {
  return `10${[...String(exponent)].map((digit) => RAISED[digit]).join("")}`;
}
