/** Measured grades of use, of types of evidence at stages: which types differ most between the two focuses. */

/**
 * @param {Array<Object>} rows of the table `types`
 * @param {Array<{side: string}>} sides
 * @returns {{stages: string[], types: Array<{type: string, gap: ?number, cells: Map<string, Object>}>}} types with
 *   the widest mean difference between the sides first, then those without a pair; of one side, the highest first
 */
export function gradesByType(rows, sides) {
  const found = new Map();
  for (const row of rows) {
    if (!found.has(row.evidence_type)) found.set(row.evidence_type, new Map());
    found.get(row.evidence_type).set(row.stage, row);
  }
  const types = [...found].map(([type, cells]) => {
    const own = [...cells.values()];
    const numbers =
      sides.length > 1
        ? own.map(({ difference }) => difference)
        : own.map((row) => row[`grade_${sides[0].side}`]);
    const known = numbers.filter((one) => one !== null && one !== undefined);
    const mean = known.length ? known.reduce((sum, one) => sum + Math.abs(one), 0) / known.length : null;
    return { type, gap: mean, cells };
  });
  types.sort((a, b) => (b.gap ?? -1) - (a.gap ?? -1) || (a.type < b.type ? -1 : 1));
  return { stages: [...new Set(rows.map(({ stage }) => stage))], types };
}
