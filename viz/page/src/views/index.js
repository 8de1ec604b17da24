/** All views, in the order of their tabs. */
import { barriers } from "./barriers.js";
import { claims } from "./claims.js";
import { dropout } from "./dropout.js";
import { journeys } from "./journeys.js";
import { map } from "./map.js";
import { people } from "./people.js";

export const VIEWS = [journeys, dropout, map, people, barriers, claims];
