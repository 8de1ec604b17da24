/** All views, in the order of their tabs. */
import { barriers } from "./barriers.js";
import { claims } from "./claims.js";
import { journeys } from "./journeys.js";
import { people } from "./people.js";

export const VIEWS = [journeys, people, barriers, claims];
