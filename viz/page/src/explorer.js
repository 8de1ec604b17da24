/** Starts the page. */
import { App } from "./app.js";
import { Study } from "./data/study.js";
import { VIEWS } from "./views/index.js";

const data = JSON.parse(document.getElementById("data").textContent);
new App(document.getElementById("app"), new Study(data), VIEWS);
document.documentElement.dataset.ready = "yes";
