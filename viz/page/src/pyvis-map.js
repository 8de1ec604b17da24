/** Starts the page of `graphmodel map`: the explorer with the map alone, drawn by vis-network. */
import "../styles/shared.css";
import { App } from "./app.js";
import { Study } from "./data/study.js";
import { VisMap } from "./draw/vis-map.js";
import { start } from "./embedded.js";
import { mapView } from "./views/map.js";
import "../styles/print.css";

start(["data", "network"], (data, network) => {
  const map = mapView((options) => {
    globalThis.stakeholderMap = new VisMap(options, network, globalThis.vis); // by name, for the browser's console
    return globalThis.stakeholderMap;
  });
  new App(document.getElementById("app"), new Study(data), [map]);
});
