/** Power, brokers and champions: who is rated as what, who stands between whom, what rests on one. */
import { parts } from "../draw/parts.js";
import { brokers } from "./people-brokers.js";
import { champions } from "./people-champions.js";
import { measures } from "./people-measures.js";
import { powerInterest } from "./people-power.js";
import "./people.css";

const PARTS = { "": powerInterest, brokers, champions, measures };

export const people = {
  id: "people",
  title: "Power, brokers, champions",
  draw(app) {
    const chosen = app.option("people", "");
    const drawn = (PARTS[chosen] ?? powerInterest)(app);
    return {
      ...drawn,
      controls: [
        parts(app, "people", "What to show", [
          ["", "Power and interest"],
          ["brokers", "Brokers"],
          ["champions", "What rests on one"],
          ["measures", "Place in the network"],
        ]),
        ...(drawn.controls ?? []),
      ],
    };
  },
};
