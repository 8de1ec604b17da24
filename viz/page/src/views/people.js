/** Power, brokers and dependence: who is rated as what, who ties others together, what rests on one. */
import { parts } from "../draw/parts.js";
import { brokers } from "./people-brokers.js";
import { dependence } from "./people-dependence.js";
import { measures } from "./people-measures.js";
import { powerInterest } from "./people-power.js";
import "./people.css";

const PARTS = { "": powerInterest, brokers, dependence, measures };

export const people = {
  id: "people",
  title: "Power, brokers, dependence",
  tab: "Power",
  draw(app) {
    const chosen = app.option("people", "");
    const drawn = (PARTS[chosen] ?? powerInterest)(app);
    return {
      ...drawn,
      controls: [
        parts(app, "people", "What to show", [
          ["", "Power and interest"],
          ["brokers", "Who ties others"],
          ["dependence", "Dependence on one"],
          ["measures", "Network measures"],
        ]),
        ...(drawn.controls ?? []),
      ],
    };
  },
};
