// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** Draws the losses of a training while it goes on. */
import type { Evaluation } from "./training-loop.ts";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [460, 240, 30, 84, 14, 30];
/** So many points has the line of the batches, at most. */
const POINTS = 150;

/** Where a drawing ends: the last step, and the largest loss. */
export interface CourseFrame {
  readonly steps: number;
  readonly most: number;
}

/** The losses of batches, and on the validation set, in nats, from step 0 to the last one: an SVG whose lines grow to the right. */
export function drawCourse(losses: readonly number[], evaluations: readonly Evaluation[], { steps, most }: CourseFrame): string {
  const x = (step: number) => LEFT + ((WIDTH - LEFT - RIGHT) * step) / steps;
  const y = (loss: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(loss, most) / most);
  const each = Math.max(1, Math.ceil(steps / POINTS));
  const batches = Array.from({ length: Math.ceil(losses.length / each) }, (_, i) => {
    const some = losses.slice(i * each, (i + 1) * each);
    return { step: i * each + some.length, loss: some.reduce((sum, loss) => sum + loss, 0) / some.length };
  });
  const curves = [
    { name: "batches", ink: "quiet", points: batches },
    { name: "validation", ink: "accent", points: evaluations.map(({ step, validation }) => ({ step, loss: validation })) },
  ].filter(({ points }) => points.length > 0);
  const ends = curves.map(({ points }) => y(points.at(-1)!.loss));
  // labels of lines that end together stand apart
  const apart = ends.length < 2 ? 0 : Math.max(0, 16 - Math.abs(ends[0]! - ends[1]!)) / 2;
  const isAbove = (i: number) => i === (ends[1]! < ends[0]! ? 1 : 0);
  const drawn = curves.map(({ name, ink, points }, i) => {
    const path = points.map(({ step, loss }, at) => `${at === 0 ? "M" : "L"}${x(step).toFixed(1)} ${y(loss).toFixed(1)}`).join("");
    return `<path d="${path}" stroke="${ink}" stroke-width="1.5" fill="none"/>${word(x(points.at(-1)!.step) + 6, ends[i]! + 4 + (isAbove(i) ? -apart : apart), name, { anchor: "start", ink })}`;
  });
  const ticks = Array.from({ length: Math.floor(most) + 1 }, (_, loss) => word(LEFT - 8, y(loss) + 4, String(loss), { anchor: "end", ink: "quiet" })).join("");
  const said = curves.map(({ name, points }) => `${name} ${points.at(-1)!.loss.toFixed(2)}`).join(", ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><title>Losses in nats after step ${losses.length}${said === "" ? "" : `: ${said}`}</title><path d="M${LEFT} ${y(0).toFixed(1)}H${WIDTH - RIGHT}" stroke="rule" fill="none"/>${ticks}${word(LEFT, HEIGHT - 8, "step 0", { anchor: "start", ink: "quiet" })}${word(WIDTH - RIGHT, HEIGHT - 8, steps.toLocaleString("en"), { anchor: "middle", ink: "quiet" })}${drawn.join("")}</svg>`;
}

function word(x: number, y: number, text: string, { anchor, ink }: { readonly anchor: string; readonly ink: string }): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="13" text-anchor="${anchor}" fill="${ink}">${text}</text>`;
}
//# sourceMappingURL=../.maps/train/draw-course.ts.map
