/** The live cells of a page that run a chunk, run with it one after the other. */
import type { LiveListing } from "./hydrate.ts";

/** The live cells that run the chunk of a listing. Fails where what the page was given cannot be had. */
export async function reaching(id: string, cells: readonly LiveListing[]): Promise<readonly LiveListing[]> {
  const known = await Promise.all(cells.map((cell) => cell.prepare().then(({ chunks }) => chunks.includes(id))));
  return cells.filter((_, index) => known[index]);
}

/** How a round of all cells ended. */
export type Round = "done" | "failed" | "stopped";

/** Rounds of runs, one at a time: of the cells that are open, or of the next in the text where none is. */
export class ChunkRuns {
  private readonly chunk: HTMLElement;
  private readonly all: readonly LiveListing[];
  private stopped = false;

  /** Of a chunk's listing, and all live cells that run it, in the order of the text. */
  constructor(chunk: HTMLElement, all: readonly LiveListing[]) {
    this.chunk = chunk;
    this.all = all;
  }

  /** Those that a round would run. */
  get cells(): readonly LiveListing[] {
    const open = this.all.filter(({ isOpen }) => isOpen());
    if (open.length > 0) return open;
    const next = this.all.find(({ element }) => this.chunk.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) ?? this.all.at(-1);
    return next === undefined ? [] : [next];
  }

  /** One after the other, so that a slow one does not wait for a worker that another has; the first that fails ends it. */
  async round(): Promise<Round> {
    this.stopped = false;
    for (const cell of this.cells) {
      if (this.stopped) return "stopped";
      if (!(await cell.run())) return this.stopped ? "stopped" : "failed";
    }
    return this.stopped ? "stopped" : "done";
  }

  stop(): void {
    this.stopped = true;
    for (const cell of this.cells) cell.stop();
  }

  /** An edited chunk is as printed again. */
  unedited(): void {
    for (const cell of this.cells) cell.unedited();
  }

  /** Bytes of data that a round would load. */
  get bytes(): number {
    return this.cells.reduce((sum, cell) => sum + cell.loads(), 0);
  }
}
