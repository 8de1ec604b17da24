/** Starts the explorer. Styles come in this order: what is shared, then the views', then what holds on paper. */
import "../styles/shared.css";
import { App } from "./app.js";
import { Study } from "./data/study.js";
import { VIEWS } from "./views/index.js";
import "../styles/print.css";

const data = JSON.parse(document.getElementById("data").textContent);
new App(document.getElementById("app"), new Study(data), VIEWS);
document.documentElement.dataset.ready = "yes";
