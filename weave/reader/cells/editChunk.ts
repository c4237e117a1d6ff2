/** Lets a reader edit a chunk of the program that the page's live cells run, and run them with it. */
import { make } from "../dom.ts";
import type { Addressed } from "./address.ts";
import { ChunkEditor } from "./chunkEditor.ts";
import { codeOf, nameOf } from "./chunkListing.ts";
import { reaching } from "./chunkRuns.ts";
import type { LiveListing } from "./hydrate.ts";
import { whenNear } from "./near.ts";
import type { EditedProgram } from "./program.ts";

/** What an edit acts on. */
export interface EditContext {
  readonly program: EditedProgram;
  /** All live cells of the page. */
  readonly cells: readonly LiveListing[];
}

/** Adds a button that opens the editor, if a live cell of the page runs the chunk. Folded listings are left as they are. */
export function editChunk(listing: HTMLElement, context: EditContext): Addressed {
  const chunk = new OpenableChunk(listing, context);
  return { id: listing.id, element: listing, edited: () => chunk.edited, receive: (text) => void chunk.receive(text) };
}

class OpenableChunk {
  private readonly listing: HTMLElement;
  private readonly context: EditContext;
  private readonly button: HTMLElement;
  private editor: ChunkEditor | null = null;
  private opening: Promise<ChunkEditor | null> | null = null;
  /** Code that came with the address, until there is an editor that has it. */
  private waiting: string | null = null;

  constructor(listing: HTMLElement, context: EditContext) {
    this.listing = listing;
    this.context = context;
    this.button = make("button", { type: "button", class: "copy edit-chunk" }, "Edit", make("span", { class: "hidden" }, ` ${nameOf(listing)}`));
    this.button.addEventListener("click", () => void this.open().then((editor) => editor?.turn()));
    whenNear(listing, () => void reaching(listing.id, context.cells).then((cells) => {
      if (cells.length > 0 && this.editor === null) listing.querySelector(".copy")?.after(this.button);
    }, () => undefined));
  }

  get edited(): string | null {
    return this.waiting ?? this.editor?.edited ?? null;
  }

  async receive(text: string): Promise<void> {
    const { listing, context: { program } } = this;
    this.waiting = text;
    program.set(listing.id, { name: nameOf(listing), text });
    const opened = await this.open();
    this.waiting = null;
    if (opened === null) program.set(listing.id, null);
    else opened.receive(text);
  }

  private async open(): Promise<ChunkEditor | null> {
    this.editor = await (this.opening ??= this.begin());
    // what could not be loaded may be tried again
    if (this.editor === null) this.opening = null;
    return this.editor;
  }

  /** Null where no live cell of the page runs the chunk. */
  private async begin(): Promise<ChunkEditor | null> {
    const { listing, button, context } = this;
    const cells = await reaching(listing.id, context.cells).catch(() => []);
    const code = cells.length === 0 ? null : codeOf(listing);
    return code === null ? null : new ChunkEditor({ listing, code, button, program: context.program, cells });
  }
}
