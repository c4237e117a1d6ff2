// Tangled from book/02-automatic-differentiation/05-computational-graph.md. Edit the book, then: npm run tangle
/** A drawing of a tape: its computational graph, with values and adjoints. */
import { escaped } from "../../format/escaped.ts";
import type { TapeIndex, Tape } from "./tape.ts";

/** What to draw. */
export interface TapeDrawing {
  readonly output: TapeIndex;
  /** The names of the variables and constants, in the order in which they were appended. */
  readonly names: readonly string[];
  /** How many entries the backward pass has processed, from the last one; all if nothing is said. */
  readonly processed?: number;
}

const [CELL_WIDTH, CELL_HEIGHT, BOX_WIDTH, BOX_HEIGHT, MARGIN] = [112, 74, 74, 50, 4];
const signs: Readonly<Record<string, string>> = { add: "+", subtract: "−", multiply: "×", divide: "÷", negative: "−" };

/**
 * An SVG, as text, with the inks of the book’s figures by name. Columns are depths: a number stands one column right of the
 * deepest of its operands. In the boxes stand the name or operation, above it the value, below it the adjoint, as far as the
 * pullbacks have been applied.
 */
export function drawTape(tape: Tape<number>, { output, names, processed = Infinity }: TapeDrawing): string {
  const entries = Array.from({ length: output + 1 }, (_, index) => tape.entry(index as TapeIndex));
  const adjoints = adjointsAfter(tape, output, processed);
  const depths: number[] = [];
  for (const { operands } of entries) depths.push(operands.length === 0 ? 0 : 1 + Math.max(...operands.map((operand) => depths[operand])));
  const spots = spotsOf(entries.map(({ operands }) => operands), depths);
  const columns = Math.max(...depths) + 1;
  const rows = Math.max(...spots.map(({ row }) => row)) + 1;
  const [width, height] = [columns * CELL_WIDTH + 2 * MARGIN - (CELL_WIDTH - BOX_WIDTH), rows * CELL_HEIGHT + 2 * MARGIN - (CELL_HEIGHT - BOX_HEIGHT)];
  const at = (index: number) => ({ x: MARGIN + spots[index].column * CELL_WIDTH, y: MARGIN + spots[index].row * CELL_HEIGHT });
  const boxes = entries.map((_, index) => at(index));
  let leaf = 0;
  // below the boxes, so that none is crossed
  const edges: string[] = [];
  const parts = entries.flatMap(({ operation, operands }, index) => {
    const { x, y } = at(index);
    const name = operation === null ? (names[leaf++] ?? "") : (signs[operation] ?? operation);
    const done = index > output - processed;
    edges.push(...operands.map((operand) => edge(at(operand), { x, y }, { done, boxes, height })));
    return [box({ x, y, done }), ...words({ x, y, name, value: tape.at(index as TapeIndex), adjoint: adjoints[index] })];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><title>A graph of ${entries.length} numbers with their values and adjoints</title>${edges.join("")}${parts.join("")}</svg>`;
}

/** The adjoints that are known when the pullbacks of the last `processed` entries have been applied, complete or not. */
function adjointsAfter(tape: Tape<number>, output: TapeIndex, processed: number): readonly (number | undefined)[] {
  return tape.adjoints(output, Math.max(0, output - processed + 1));
}

/** A column by depth, and in it a row near the mean row of the operands. */
function spotsOf(operands: readonly (readonly number[])[], depths: readonly number[]): readonly { readonly column: number; readonly row: number }[] {
  const rows: number[] = [];
  const taken = new Map<number, number>();
  operands.forEach((each, index) => {
    const column = depths[index];
    const wished = each.length === 0 ? 0 : each.reduce((sum, operand) => sum + rows[operand], 0) / each.length;
    const row = Math.max(wished, taken.get(column) ?? 0);
    taken.set(column, row + 1);
    rows.push(row);
  });
  return rows.map((row, index) => ({ column: depths[index], row }));
}

interface Spot { readonly x: number; readonly y: number }

/** An edge with its boxes: curved between the columns and level where it passes one, at a height where no box stands. */
function edge(from: Spot, to: Spot, { done, boxes, height }: { readonly done: boolean; readonly boxes: readonly Spot[]; readonly height: number }): string {
  const end: Spot = { x: to.x, y: to.y + BOX_HEIGHT / 2 };
  let at: Spot = { x: from.x + BOX_WIDTH, y: from.y + BOX_HEIGHT / 2 };
  let path = `M${at.x} ${at.y}`;
  for (let left = from.x + CELL_WIDTH; left < to.x; left += CELL_WIDTH) {
    const straight = at.y + ((end.y - at.y) * (left - at.x)) / (end.x - at.x);
    const y = freeHeight(boxes.filter(({ x }) => x === left).map((each) => each.y), straight, height);
    path += `${curve(at, { x: left, y })}H${left + BOX_WIDTH}`;
    at = { x: left + BOX_WIDTH, y };
  }
  return `<path d="${path}${curve(at, end)}" fill="none" stroke="${done ? "accent" : "quiet"}" stroke-width="1.25"/>`;
}

function curve(from: Spot, to: Spot): string {
  const middle = (from.x + to.x) / 2;
  return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}

/** The height nearest to `wished` that keeps half a gap from the boxes with these tops. */
function freeHeight(tops: readonly number[], wished: number, height: number): number {
  const gap = (CELL_HEIGHT - BOX_HEIGHT) / 2;
  const candidates = [wished, ...tops.flatMap((top) => [top - gap, top + BOX_HEIGHT + gap])]
    .filter((y) => y >= 0 && y <= height && tops.every((top) => y <= top - gap / 2 || y >= top + BOX_HEIGHT + gap / 2));
  return candidates.reduce((best, y) => (Math.abs(y - wished) < Math.abs(best - wished) ? y : best), candidates[0] ?? wished);
}

function box({ x, y, done }: Spot & { readonly done: boolean }): string {
  return `<rect x="${x}" y="${y}" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="3" fill="paper" stroke="${done ? "accent" : "quiet"}" stroke-width="1.25"/>`;
}

function words({ x, y, name, value, adjoint }: Spot & { readonly name: string; readonly value: number; readonly adjoint: number | undefined }): readonly string[] {
  const text = (line: number, fill: string, written: string) => `<text x="${x + BOX_WIDTH / 2}" y="${y + line}" text-anchor="middle" font-size="13" fill="${fill}">${escaped(written)}</text>`;
  return [text(14, "quiet", short(value)), text(30, "ink", name), ...(adjoint === undefined ? [] : [text(45, "accent", short(adjoint))])];
}

/** At most four digits, with a true minus. */
function short(value: number): string {
  return String(Number(value.toPrecision(4))).replace("-", "−");
}
//# sourceMappingURL=../../.maps/autograd/scalar/draw-tape.ts.map
