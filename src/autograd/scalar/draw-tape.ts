// Tangled from book/02-automatic-differentiation/05-a-tape.md. Edit the book, then: npm run tangle
/** A drawing of a tape: its numbers as a graph, with values and adjoints. */
import { escaped } from "../../format/escaped.ts";
import type { Place, Tape } from "./tape.ts";

/** What to draw. */
export interface TapeDrawing {
  readonly output: Place;
  /** The names of the variables and constants, in the order in which they were written. */
  readonly names: readonly string[];
  /** How many lines have been pulled back, from the last one; all if nothing is said. */
  readonly walked?: number;
}

const [CELL_WIDTH, CELL_HEIGHT, BOX_WIDTH, BOX_HEIGHT, MARGIN] = [112, 74, 74, 50, 4];
const signs: Readonly<Record<string, string>> = { add: "+", subtract: "−", multiply: "×", divide: "÷", negative: "−" };

/**
 * An SVG, as text, with the inks of the book’s figures by name. Columns are depths: a number stands one column right of the
 * deepest of its operands. In the boxes stand the name or operation, above it the value, below it the adjoint, as far as the
 * lines below have been pulled back.
 */
export function drawTape(tape: Tape<number>, { output, names, walked = Infinity }: TapeDrawing): string {
  const lines = Array.from({ length: output + 1 }, (_, place) => tape.line(place as Place));
  const bars = adjointsAfter(tape, output, walked);
  const depths: number[] = [];
  for (const { operands } of lines) depths.push(operands.length === 0 ? 0 : 1 + Math.max(...operands.map((operand) => depths[operand])));
  const spots = spotsOf(lines.map(({ operands }) => operands), depths);
  const columns = Math.max(...depths) + 1;
  const rows = Math.max(...spots.map(({ row }) => row)) + 1;
  const [width, height] = [columns * CELL_WIDTH + 2 * MARGIN - (CELL_WIDTH - BOX_WIDTH), rows * CELL_HEIGHT + 2 * MARGIN - (CELL_HEIGHT - BOX_HEIGHT)];
  const at = (place: number) => ({ x: MARGIN + spots[place].column * CELL_WIDTH, y: MARGIN + spots[place].row * CELL_HEIGHT });
  let leaf = 0;
  // below the boxes, so that none is crossed
  const edges: string[] = [];
  const parts = lines.flatMap(({ operation, operands }, place) => {
    const { x, y } = at(place);
    const name = operation === null ? (names[leaf++] ?? "") : (signs[operation] ?? operation);
    const done = place > output - walked;
    edges.push(...operands.map((operand) => edge(at(operand), { x, y }, done)));
    return [box({ x, y, done }), ...words({ x, y, name, value: tape.at(place as Place), bar: bars[place] })];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><title>A graph of ${lines.length} numbers with their values and adjoints</title>${edges.join("")}${parts.join("")}</svg>`;
}

/** The adjoints that are known when the last `walked` lines have been pulled back: complete or not, they are what has arrived. */
function adjointsAfter(tape: Tape<number>, output: Place, walked: number): readonly (number | undefined)[] {
  return tape.adjoints(output, Math.max(0, output - walked + 1));
}

/** A column by depth, and in it a row near the mean row of the operands. */
function spotsOf(operands: readonly (readonly number[])[], depths: readonly number[]): readonly { readonly column: number; readonly row: number }[] {
  const rows: number[] = [];
  const taken = new Map<number, number>();
  operands.forEach((each, place) => {
    const column = depths[place];
    const wished = each.length === 0 ? 0 : each.reduce((sum, operand) => sum + rows[operand], 0) / each.length;
    const row = Math.max(wished, taken.get(column) ?? 0);
    taken.set(column, row + 1);
    rows.push(row);
  });
  return rows.map((row, place) => ({ column: depths[place], row }));
}

interface Spot { readonly x: number; readonly y: number }

function edge(from: Spot, to: Spot, done: boolean): string {
  const [x1, y1, x2, y2] = [from.x + BOX_WIDTH, from.y + BOX_HEIGHT / 2, to.x, to.y + BOX_HEIGHT / 2];
  const curve = (x2 - x1) / 2;
  // one that passes a column goes below the box that stands there
  const dip = x2 - x1 > CELL_WIDTH && Math.abs(y2 - y1) < CELL_HEIGHT ? 0.7 * CELL_HEIGHT : 0;
  return `<path d="M${x1} ${y1}C${x1 + curve} ${y1 + dip} ${x2 - curve} ${y2 + dip} ${x2} ${y2}" fill="none" stroke="${done ? "accent" : "quiet"}" stroke-width="1.25"/>`;
}

function box({ x, y, done }: Spot & { readonly done: boolean }): string {
  return `<rect x="${x}" y="${y}" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="3" fill="paper" stroke="${done ? "accent" : "quiet"}" stroke-width="1.25"/>`;
}

function words({ x, y, name, value, bar }: Spot & { readonly name: string; readonly value: number; readonly bar: number | undefined }): readonly string[] {
  const text = (line: number, fill: string, written: string) => `<text x="${x + BOX_WIDTH / 2}" y="${y + line}" text-anchor="middle" font-size="13" fill="${fill}">${escaped(written)}</text>`;
  return [text(14, "quiet", short(value)), text(30, "ink", name), ...(bar === undefined ? [] : [text(45, "accent", short(bar))])];
}

/** At most four digits, with a true minus. */
function short(value: number): string {
  return String(Number(value.toPrecision(4))).replace("-", "−");
}
//# sourceMappingURL=../../.maps/autograd/scalar/draw-tape.ts.map
