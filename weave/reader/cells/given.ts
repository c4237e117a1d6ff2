/** What a live cell runs with, which its page is given in a file of its own. */
import { cellsName, type CellsFile, type LiveCell, type Piece } from "./cellsFile.ts";

/** The page's cells, and which of them this one is. */
export interface Given {
  readonly file: CellsFile;
  readonly live: LiveCell;
  readonly piece: Piece;
}

/** What one listing runs with: fetched once, when it is first needed. */
export class GivenCell {
  private readonly place: string;
  private readonly name: string;
  private known: Given | null = null;
  private ran = false;

  /** Of a live listing. */
  constructor({ dataset }: HTMLElement) {
    this.place = dataset["live"] ?? "";
    this.name = dataset["cells"] ?? cellsName(window.book.page);
  }

  /** Fetches it. Throws where it cannot be had; then it may be tried again. */
  async take(): Promise<Given> {
    if (this.known !== null) return this.known;
    const file = (await window.book.take(this.name)) as CellsFile | null;
    const live = file?.live[this.place];
    const piece = live === undefined ? undefined : file?.pieces[live.piece];
    if (file === null || live === undefined || piece === undefined) throw new Error("what this code needs was not found");
    this.known = { file, live, piece };
    return this.known;
  }

  /** The ids of the listings of the page whose chunks it runs, as far as that is known. */
  get chunks(): readonly string[] {
    return this.known?.live.chunks ?? [];
  }

  /** A run has loaded all that is read. */
  loaded(): void {
    this.ran = true;
  }

  /** Whether a run would load no data: it reads none, or has it. */
  get isLoaded(): boolean {
    return this.ran || (this.known !== null && this.dataBytes() === 0);
  }

  /** Bytes of data that a run would load, as far as that is known. */
  get bytes(): number {
    return this.isLoaded ? 0 : this.dataBytes();
  }

  private dataBytes(): number {
    const { known } = this;
    return known === null ? 0 : known.live.data.reduce((sum, name) => sum + (known.file.data[name] ?? 0), 0);
  }
}
