/** All views, in the order of their tabs. */
import { MapCanvas } from "../draw/map-canvas.js";
import { barriers } from "./barriers.js";
import { claims } from "./claims.js";
import { dropout } from "./dropout.js";
import { journeys } from "./journeys.js";
import { mapView } from "./map.js";
import { matrix } from "./matrix.js";
import { people } from "./people.js";
import { sheet } from "./sheet.js";
import { sources } from "./sources.js";

export const VIEWS = [
  journeys,
  dropout,
  mapView((options) => new MapCanvas(options)),
  people,
  barriers,
  matrix,
  claims,
  sources,
  sheet,
];
