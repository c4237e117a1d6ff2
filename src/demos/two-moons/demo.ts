// Tangled from book/02-automatic-differentiation/08-exercises.md. Edit the book, then: npm run tangle
/** The demonstration of Chapter 2: trains a network on two half-moons and draws what it says. */
import { real } from "../../autograd/scalar/arithmetic.ts";
import { countParameters, mlp } from "../../autograd/scalar/mlp.ts";
import { moonsLoss, initialSetting } from "../../models/two-moons/loss.ts";
import { regionsAsText } from "../../models/two-moons/picture.ts";
import { descend } from "../../models/two-moons/train.ts";
import { grouped } from "../../format/text.ts";
import { BadInput } from "../shell/bad-input.ts";
import { MOONS_HELP, readMoonsOptions, type MoonsOptions } from "./options.ts";
import { reporterOn } from "../shell/report.ts";
import type { Screen } from "../shell/console.ts";

/** Where it prints, and a clock in ms. */
export interface Surroundings {
  readonly screen: Screen;
  readonly clock: () => number;
}

/** Runs the demonstration and returns its exit code: 0, or 2 for a wrong command line. */
export function demonstrateMoons(args: readonly string[], surroundings: Surroundings): 0 | 2 {
  const { screen } = surroundings;
  try {
    const options = readMoonsOptions(args);
    if (options === null) screen.print(MOONS_HELP);
    else show(options, surroundings);
    return 0;
  } catch (mistake) {
    if (!(mistake instanceof BadInput)) throw mistake;
    screen.complain(`stage 2: ${mistake.message}\nsee npm run stage -- 2 --help`);
    return 2;
  }
}

function show(options: MoonsOptions, { screen: output, clock }: Surroundings): void {
  const began = clock();
  const screen = reporterOn(output, options.format);
  const { widths, steps, rate, columns } = options;
  const { parameters: start, ...setting } = initialSetting(options);
  const { points } = setting;
  const answerOf = (parameters: readonly number[]) => (x: number, y: number) => mlp(real, widths, parameters, [x, y])[0]!;
  const right = (parameters: readonly number[]) => points.filter(({ x, y, sign }) => answerOf(parameters)(x, y) * sign > 0).length;
  screen.print(`${points.length} points in two half-moons; a network of widths ${widths.join(", ")} with ${grouped(countParameters(widths))} parameters\n\nstep    loss  right`);
  let parameters = start;
  for (const { step, loss, parameters: now } of descend(setting, start, steps, rate)) {
    parameters = now;
    const line = `${String(step).padStart(4)}  ${loss.toFixed(4)}  ${String(right(parameters)).padStart(5)}`;
    // ten lines stay, the others are seen on the way
    if (step === steps || step % Math.ceil(steps / 10) === 0) {
      screen.print(line);
      screen.report({ event: "step", step, trainLoss: loss, right: right(parameters) });
    }
    screen.progress(step / steps, line);
  }
  const trainLoss = moonsLoss(real, setting, parameters);
  screen.print(`\n${regionsAsText({ points, answer: answerOf(parameters) }, columns)}\n\n▒ where it answers +, ● the points of that kind; ${right(parameters)} of ${points.length} are right, and the loss is ${trainLoss.toFixed(4)}`);
  screen.report({ event: "done", parameters: countParameters(widths), steps, trainLoss, points: points.length, right: right(parameters), seconds: (clock() - began) / 1000 });
}
//# sourceMappingURL=../../.maps/demos/two-moons/demo.ts.map
