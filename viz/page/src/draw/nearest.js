/** The next thing in a direction, for going through a picture by arrows. */

/** What each arrow key means, as steps across and down. */
export const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The place of the nearest point in a direction; going straight counts for more than being near.
 * @param {Array<[number, number]>} points
 * @param {[number, number]} from
 * @param {[number, number]} direction
 * @returns {number} -1 where none lies there
 */
export function nearest(points, [x, y], [dx, dy]) {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  points.forEach(([px, py], place) => {
    const along = (px - x) * dx + (py - y) * dy;
    const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
    if (along < 1 || aside > along * 4) return;
    const distance = along + aside * 3;
    if (distance < least) [best, least] = [place, distance];
  });
  return best;
}
