// Tangled from book/02-automatic-differentiation/09-exercises.md. Edit the book, then: npm run tangle
/** The demonstration: trains a network on points of two kinds, two half-moons or those of a file, and draws what it says. */
import { real } from "../../autograd/scalar/arithmetic.ts";
import { countParameters, mlp } from "../../autograd/scalar/mlp.ts";
import { initialParameters, initialSetting, moonsLoss } from "../../models/two-moons/loss.ts";
import { regionsAsText } from "../../models/two-moons/picture.ts";
import { descend } from "../../models/two-moons/train.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { grouped } from "../../format/text.ts";
import { BadInput } from "../shell/bad-input.ts";
import { moonsHelp, readMoonsOptions, type MoonsOptions } from "./options.ts";
import { boxOf, pointsIn, scaledToMoons } from "./points.ts";
import { reporterOn } from "../shell/report.ts";
import type { Screen } from "../shell/console.ts";

/** Where it prints, a clock in ms, and how it was started, without options. */
export interface Surroundings {
  readonly screen: Screen;
  readonly clock: () => number;
  readonly command: string;
}

/** Runs the demonstration and returns its exit code: 0; 1 for a file of points that it cannot use; 2 for a wrong command line. */
export function demonstrateMoons(args: readonly string[], surroundings: Surroundings): 0 | 1 | 2 {
  const { screen, command } = surroundings;
  let options: MoonsOptions | null;
  try {
    options = readMoonsOptions(args);
  } catch (mistake) {
    return refused(screen, mistake, `\nsee ${command} --help`) && 2;
  }
  try {
    if (options === null) screen.print(moonsHelp(command));
    else show(options, surroundings);
    return 0;
  } catch (mistake) {
    return refused(screen, mistake, "") && 1;
  }
}

/** Complains of a mistake of the person at the keyboard; throws any other. */
function refused(screen: Screen, mistake: unknown, hint: string): true {
  if (!(mistake instanceof BadInput)) throw mistake;
  screen.complain(`two-moons: ${mistake.message}${hint}`);
  return true;
}

/** The points, what they are in words, and the network before training. */
function beginning(options: MoonsOptions) {
  const { file, widths, seed } = options;
  if (file === null) return { ...initialSetting(options), described: "points in two half-moons", place: "" };
  const points = pointsIn(file);
  const { x, y } = boxOf(points);
  const place = `\nfrom left to right x from ${x.join(" to ")}, from bottom to top y from ${y.join(" to ")}, with a margin`;
  return { widths, points: scaledToMoons(points), parameters: initialParameters(widths, randomFrom(seed)), described: `points of ${file}`, place };
}

function show(options: MoonsOptions, { screen: output, clock }: Surroundings): void {
  const began = clock();
  const screen = reporterOn(output, options.format);
  const { widths, steps, rate, columns } = options;
  const { parameters: start, described, place, ...setting } = beginning(options);
  const { points } = setting;
  const answerOf = (parameters: readonly number[]) => (x: number, y: number) => mlp(real, widths, parameters, [x, y])[0]!;
  const right = (parameters: readonly number[]) => points.filter(({ x, y, label }) => answerOf(parameters)(x, y) * label > 0).length;
  screen.print(`${points.length} ${described}; a network of widths ${widths.join(", ")} with ${grouped(countParameters(widths))} parameters\n\nstep    loss  right`);
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
  screen.print(`\n${regionsAsText({ points, score: answerOf(parameters) }, columns)}\n\n▒ where the score is positive, ● the points of that kind; ${right(parameters)} of ${points.length} are right, and the loss is ${trainLoss.toFixed(4)}${place}`);
  screen.report({ event: "done", parameters: countParameters(widths), steps, trainLoss, points: points.length, right: right(parameters), seconds: (clock() - began) / 1000 });
}
//# sourceMappingURL=../../.maps/demos/two-moons/demo.ts.map
