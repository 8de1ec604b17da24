/**
 * Limits that figures and the page share: how many of something are shown, named or worked out. Figures read the same
 * table (`graphmodel_viz/limits.py`).
 */
import LIMITS from "../../../graphmodel_viz/limits.json" with { type: "json" };

/** A sector of the map has so many rows; of more, the others share one. */
export const MOST_ROWS = LIMITS.most_rows;
/** Above so many lines of the map, those between the same two sectors are one band. */
export const MOST_LINES = LIMITS.most_lines;
/** So many bands are drawn, those of the pairs with most claims. */
export const MOST_DRAWN = LIMITS.most_drawn;
/** So many kinds of evidence have a row; the others share one. */
export const MOST_KINDS = LIMITS.most_kinds;
/** Of more claims in a column of a story the order is not worked out: nobody follows so many. */
export const MOST_ORDERED = LIMITS.most_ordered;
/** So many verbs, or things shared, stand under a partner of one stakeholder. */
export const MOST_SAID = LIMITS.most_said;
/** So many of those through whom evidence passes are named. */
export const MOST_THROUGH = LIMITS.most_through;
/** So many sectors that are alike are named in a title; of more, it says how many they are. */
export const MOST_SECTORS_NAMED = LIMITS.most_sectors_named;
/** So many links that are alike are named in a title; of more, it says how many they are. */
export const MOST_LINKS_NAMED = LIMITS.most_links_named;
/** Rows of those on whom items rest that are shown where nobody says how many. */
export const FIRST_RESTING = LIMITS.first_resting;
/** Rows of partners of others that are shown where nobody says how many. */
export const FIRST_BROKERS = LIMITS.first_brokers;
