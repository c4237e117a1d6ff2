// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** Draws the losses of a training as they fall. */
import type { Evaluation } from "./training-loop.ts";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [560, 260, 46, 92, 16, 34];

/** Training loss and validation loss by step, in nats, from 0 to `most`, the loss of a uniform guess: an SVG. */
export function drawLoss(evaluations: readonly Evaluation[], most: number): string {
  const last = evaluations.at(-1);
  if (last === undefined) throw new RangeError("drawLoss: there is no evaluation");
  const x = (step: number) => LEFT + ((WIDTH - LEFT - RIGHT) * step) / last.step;
  const y = (loss: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(loss, most) / most);
  const line = (key: "training" | "validation", ink: string) => `<path d="${evaluations.map((each, i) => `${i === 0 ? "M" : "L"}${x(each.step).toFixed(1)} ${y(each[key]).toFixed(1)}`).join("")}" stroke="${ink}" stroke-width="1.5" fill="none"/>`;
  const words = (at: number, height: number, text: string, anchor: string, ink: string) => `<text x="${at.toFixed(1)}" y="${height.toFixed(1)}" font-size="13" text-anchor="${anchor}" fill="${ink}">${text}</text>`;
  const ticks = Array.from({ length: Math.floor(most) + 1 }, (_, loss) => words(LEFT - 8, y(loss) + 4, String(loss), "end", "ink")).join("");
  // the two labels stand apart where the lines meet
  const [training, validation] = [y(last.training), y(last.validation)];
  const apart = Math.max(0, 16 - Math.abs(training - validation)) / 2;
  const [up, down] = training < validation ? [-apart, apart] : [apart, -apart];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><title>Training loss ${last.training.toFixed(2)} and validation loss ${last.validation.toFixed(2)} nats after step ${last.step}</title><path d="M${LEFT} ${y(0).toFixed(1)}H${WIDTH - RIGHT}" stroke="rule" fill="none"/>${line("training", "quiet")}${line("validation", "accent")}${ticks}${words(WIDTH - RIGHT + 6, training + 4 + up, "training", "start", "quiet")}${words(WIDTH - RIGHT + 6, validation + 4 + down, "validation", "start", "accent")}${words(x(last.step), HEIGHT - 10, String(last.step), "middle", "ink")}${words(LEFT, HEIGHT - 10, "step 0", "start", "quiet")}</svg>`;
}
//# sourceMappingURL=../.maps/train/draw-loss.ts.map
