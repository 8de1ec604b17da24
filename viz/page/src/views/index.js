/** All views, in the order of their tabs. */
import { barriers } from "./barriers.js";
import { claims } from "./claims.js";
import { dropout } from "./dropout.js";
import { journeys } from "./journeys.js";
import { map } from "./map.js";
import { matrix } from "./matrix.js";
import { sheet } from "./sheet.js";

export const VIEWS = [journeys, dropout, map, barriers, matrix, claims, sheet];
