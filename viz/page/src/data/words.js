/**
 * Words that figures and the page share: a name and what it is called, in the order of a legend. Figures read the same
 * tables (`graphmodel_viz/words.py`).
 */
import TABLES from "../../../graphmodel_viz/words.json" with { type: "json" };

/** The kinds of tie of the stakeholder map; they are never summed. */
export const LAYERS = TABLES.layers;
/** What the claims of a tie come to; states are never set off against each other. */
export const TIE_STATES = TABLES.tie_states;
/** The columns of the flows of evidence. */
export const FLOW_COLUMNS = TABLES.flow_columns;
/** What the claims of a flow come to. */
export const FLOW_STATES = TABLES.flow_states;
/** What is said of a deed. */
export const DEED_WORDS = TABLES.deed_words;
/** The verdicts of sites. */
export const VERDICT_WORDS = TABLES.verdict_words;
/** What somebody is said to hold of a factor. */
export const HELD_WORDS = TABLES.held_words;
/** How ratings are known. */
export const RATING_WORDS = TABLES.rating_words;
/** What a factor can rest on alone; it may rest alone on several. */
export const ALONE = TABLES.alone;
/** What an item can rest on, by the basis: the one, what its claims have to do with it, the rows, their claims. */
export const RESTING_WORDS = TABLES.resting_words;
/** The bars of items that rest on one. */
export const RESTING_SHARE = TABLES.resting_share;
/** The bars of partners that are tied to one alone. */
export const BROKER_SHARE = TABLES.broker_share;
/** The two sides of the line from which the bars of drop-out go; for the right, also what fits less room. */
export const DROPOUT_HEADS = TABLES.dropout_heads;
/** What stands on a timeline. */
export const LANES = TABLES.lanes;
/** The days that a date may mean. */
export const DATE_WORDS = TABLES.date_words;
/** What stands in the place of what the study does not say. */
export const UNSTATED = TABLES.unstated;
