/** All views, in the order of their tabs. */
import { MapCanvas } from "../draw/map-canvas.js";
import { barriers } from "./barriers.js";
import { claims } from "./claims.js";
import { deedsView } from "./deeds.js";
import { dropout } from "./dropout.js";
import { journeys } from "./journeys.js";
import { mapView } from "./map.js";
import { flowMap } from "./map-flows.js";
import { oneMap } from "./map-one.js";
import { sectorMap } from "./map-sectors.js";
import { matrix } from "./matrix.js";
import { overview } from "./overview.js";
import { people } from "./people.js";
import { sheet } from "./sheet.js";
import { sites } from "./sites.js";
import { sources } from "./sources.js";
import { story } from "./story.js";
import { tools } from "./tools.js";
import { when } from "./when.js";

export const VIEWS = [
  overview,
  journeys,
  story,
  dropout,
  deedsView,
  mapView((options) => new MapCanvas(options), [sectorMap, flowMap, oneMap]),
  people,
  barriers,
  sites,
  when,
  matrix,
  claims,
  sources,
  sheet,
  tools,
];
