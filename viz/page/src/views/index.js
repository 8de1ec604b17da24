/** All views, in the order of their tabs. */
import { claims } from "./claims.js";
import { journeys } from "./journeys.js";
import { matrix } from "./matrix.js";
import { sheet } from "./sheet.js";

export const VIEWS = [journeys, matrix, claims, sheet];
