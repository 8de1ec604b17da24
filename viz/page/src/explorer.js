/** Starts the explorer. Styles come in this order: what is shared, then the views', then what holds on paper. */
import "../styles/shared.css";
import { App } from "./app.js";
import { Study } from "./data/study.js";
import { start } from "./embedded.js";
import { VIEWS } from "./views/index.js";
import "../styles/print.css";

start(["data"], (data) => new App(document.getElementById("app"), new Study(data), VIEWS));
