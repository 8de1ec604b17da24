/** A bubble that is divided like a pie, from the top clockwise. */
import { svg } from "./dom.js";

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r pixels
 * @param {Array<{className: string, number: number}>} pieces
 * @returns {SVGElement[]} a group with the class of each piece, in which the piece has the class `body`
 */
export function pie(x, y, r, pieces) {
  const whole = pieces.reduce((sum, { number }) => sum + number, 0);
  let from = 0;
  return pieces
    .filter(({ number }) => number)
    .map(({ className, number }) => {
      const to = from + number / whole;
      const body =
        number === whole
          ? svg("circle", { cx: x, cy: y, r, class: "body" })
          : svg("path", { d: slice(x, y, r, from, to), class: "body" });
      from = to;
      return svg("g", { class: className }, body);
    });
}

function slice(x, y, r, from, to) {
  const point = (share) => {
    const angle = 2 * Math.PI * share;
    return `${(x + r * Math.sin(angle)).toFixed(2)},${(y - r * Math.cos(angle)).toFixed(2)}`;
  };
  return `M${x},${y}L${point(from)}A${r},${r} 0 ${to - from > 0.5 ? 1 : 0} 1 ${point(to)}Z`;
}
