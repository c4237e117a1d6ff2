// Tangled from book/02-automatic-differentiation/08-exercises.md. Edit the book, then: npm run tangle
/** The demonstration of Chapter 2: trains a network on two half-moons and draws what it says. */
import { real } from "../../autograd/scalar/arithmetic.ts";
import { countKnobs, mlp } from "../../autograd/scalar/mlp.ts";
import { lossOf, startFrom } from "../../models/two-moons/loss.ts";
import { regionsAsText } from "../../models/two-moons/picture.ts";
import { descend } from "../../models/two-moons/train.ts";
import { grouped } from "../../format/text.ts";
import { BadInput } from "../shell/bad-input.ts";
import { MOONS_HELP, readMoonsOptions, type MoonsOptions } from "./options.ts";
import type { Screen } from "../shell/console.ts";

/** Runs the demonstration and returns its exit code: 0, or 2 for a wrong command line. */
export function demonstrateMoons(args: readonly string[], screen: Screen): 0 | 2 {
  try {
    const options = readMoonsOptions(args);
    if (options === null) screen.print(MOONS_HELP);
    else show(options, screen);
    return 0;
  } catch (mistake) {
    if (!(mistake instanceof BadInput)) throw mistake;
    screen.complain(`stage 2: ${mistake.message}\nsee npm run stage -- 2 --help`);
    return 2;
  }
}

function show(options: MoonsOptions, screen: Screen): void {
  const { widths, turns, rate, columns } = options;
  const { knobs: start, ...setting } = startFrom(options);
  const { points } = setting;
  const answerOf = (knobs: readonly number[]) => (x: number, y: number) => mlp(real, widths, knobs, [x, y])[0]!;
  const right = (knobs: readonly number[]) => points.filter(({ x, y, sign }) => answerOf(knobs)(x, y) * sign > 0).length;
  screen.print(`${points.length} points in two half-moons; a network of widths ${widths.join(", ")} with ${grouped(countKnobs(widths))} knobs\n\nturn    loss  right`);
  let knobs = start;
  for (const now of descend(setting, start, turns, rate)) {
    knobs = now.knobs;
    const line = `${String(now.turn).padStart(4)}  ${now.loss.toFixed(4)}  ${String(right(knobs)).padStart(5)}`;
    // ten lines stay, the others are seen on the way
    if (now.turn === turns || now.turn % Math.ceil(turns / 10) === 0) screen.print(line);
    screen.progress(now.turn / turns, line);
  }
  screen.print(`\n${regionsAsText({ points, answer: answerOf(knobs) }, columns)}\n\n▒ where it answers +, ● the points of that kind; ${right(knobs)} of ${points.length} are right, and the loss is ${lossOf(real, setting, knobs).toFixed(4)}`);
}
//# sourceMappingURL=../../.maps/demos/two-moons/demo.ts.map
