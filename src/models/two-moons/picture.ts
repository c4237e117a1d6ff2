// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
/** Pictures of the plane with two kinds of points. */
import type { Point } from "../../data/two-moons.ts";

/** What to draw: the points, and the score of a classifier at every point of the plane, of which the sign is shown. */
export interface Regions {
  readonly points: readonly Point[];
  readonly score: (x: number, y: number) => number;
}

/** The part of the plane that is shown. */
const [LEFT, RIGHT, BOTTOM, TOP] = [-1.5, 2.5, -1, 1.5];
const [WIDTH, HEIGHT, CELL] = [560, 350, 5];

/** An SVG, as text, with the inks of the book’s figures by name: shaded where the score is positive; rings for −, discs for +. */
export function regions({ points, score }: Regions): string {
  const across = (i: number) => LEFT + ((RIGHT - LEFT) * i) / WIDTH;
  const up = (j: number) => TOP - ((TOP - BOTTOM) * j) / HEIGHT;
  const parts: string[] = [];
  for (let j = 0; j < HEIGHT; j += CELL) {
    let begun = -1;
    for (let i = 0; i <= WIDTH; i += CELL) {
      const shaded = i < WIDTH && score(across(i + CELL / 2), up(j + CELL / 2)) > 0;
      if (shaded && begun < 0) begun = i;
      if (!shaded && begun >= 0) {
        parts.push(`M${begun} ${j}H${i}V${j + CELL}H${begun}Z`);
        begun = -1;
      }
    }
  }
  const spots = points.map(({ x, y, label }) => {
    const [cx, cy] = [((x - LEFT) / (RIGHT - LEFT)) * WIDTH, ((TOP - y) / (TOP - BOTTOM)) * HEIGHT].map((at) => at.toFixed(1));
    return `<circle cx="${cx}" cy="${cy}" r="4" fill="${label > 0 ? "accent" : "paper"}" stroke="${label > 0 ? "accent" : "ink"}" stroke-width="1.5"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><path d="${parts.join("")}" fill="rule"/>${spots.join("")}</svg>`;
}

/** The same for a terminal: `width` characters wide, `▒` where the score is positive; `●` for + and `○` for −. */
export function regionsAsText({ points, score }: Regions, width: number): string {
  // a character is about twice as high as it is wide
  const height = Math.round((width * (TOP - BOTTOM)) / (RIGHT - LEFT) / 2);
  const across = (i: number) => LEFT + ((RIGHT - LEFT) * (i + 0.5)) / width;
  const up = (j: number) => TOP - ((TOP - BOTTOM) * (j + 0.5)) / height;
  const rows = Array.from({ length: height }, (_, j) => Array.from({ length: width }, (_, i): string => (score(across(i), up(j)) > 0 ? "▒" : " ")));
  for (const { x, y, label } of points) {
    const i = Math.floor(((x - LEFT) / (RIGHT - LEFT)) * width);
    const row = rows[Math.floor(((TOP - y) / (TOP - BOTTOM)) * height)];
    if (row && i >= 0 && i < width) row[i] = label > 0 ? "●" : "○";
  }
  return rows.map((row) => row.join("").trimEnd()).join("\n");
}
//# sourceMappingURL=../../.maps/models/two-moons/picture.ts.map
