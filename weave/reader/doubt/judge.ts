/** A worker that has run what a claim needs, and judges it as often as it is asked. */
import { messageOf } from "../cells/mistake.ts";
import { packName, programName, type ProgramFile } from "../cells/programFile.ts";
import type { Said, Start } from "../cells/said.ts";
import type { ClaimFile } from "./claimFile.ts";
import type { Answered, Asked, Verdict } from "./said.ts";

/** What comes of it. */
export interface Heard {
  readonly verdict: (verdict: Verdict, asked: Asked) => void;
  readonly failed: (message: string) => void;
}

/** One worker, begun again with what turns out to be missing. */
export class Judge {
  readonly #file: ClaimFile;
  readonly #heard: Heard;
  readonly #packs: Set<string>;
  readonly #data = new Set<string>();
  #worker: Worker | null = null;
  /** What is asked before the claim's cell is there; null once it is. */
  #waiting: Asked[] | null = [];
  #ended = false;

  constructor(file: ClaimFile, heard: Heard) {
    this.#file = file;
    this.#heard = heard;
    this.#packs = new Set(file.packs);
    void this.#begin();
  }

  ask(asked: Asked): void {
    if (this.#waiting === null) this.#worker?.postMessage(asked);
    else this.#waiting.push(asked);
  }

  /** Nothing is heard of it any more. */
  end(): void {
    this.#ended = true;
    this.#worker?.terminate();
  }

  async #begin(): Promise<void> {
    try {
      const { program } = this.#file;
      const [{ modules }, scripts, data] = await Promise.all([
        taken<ProgramFile>(programName(program)),
        Promise.all(["worker", "doubter", ...[...this.#packs].map(packName)].map((name) => taken<string>(name))),
        Promise.all([...this.#data].map(async (name) => [name, await taken<string>(`data/${name}`)] as const)),
      ]);
      const module = `__cells(async function (require, exports, __meta) {${this.#file.module}\n});\n`;
      if (!this.#ended) this.#start([...scripts, module].join("\n"), { data: Object.fromEntries(data), modules, hasBefore: this.#file.hasBefore, kept: {} });
    } catch (error) {
      if (!this.#ended) this.#heard.failed(messageOf(error));
    }
  }

  #start(script: string, start: Start): void {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(address);
    this.#worker = worker;
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(event.message.replace(/^Uncaught /, ""));
    });
    worker.addEventListener("message", ({ data }: MessageEvent<Said | Answered>) => {
      if (!this.#ended) this.#hear(data, start);
    });
    worker.postMessage(start);
    // the worker has its script once it has said something, and is given nothing else by address
    worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
  }

  #hear(said: Said | Answered, { modules }: Start): void {
    switch (said.kind) {
      case "done":
        return this.#ready();
      case "doubted":
        return this.#heard.verdict(said.verdict, said.asked);
      case "failed":
        return this.#fail(`${said.name}: ${said.message}`);
      case "missing":
        return this.#fetch(said, modules);
      case "begins":
      case "output":
      case "waits":
      case "training":
        return;
      default:
        return said satisfies never;
    }
  }

  #ready(): void {
    for (const asked of this.#waiting ?? []) this.#worker?.postMessage(asked);
    this.#waiting = null;
  }

  #fetch({ what, name }: Said & { readonly kind: "missing" }, modules: ProgramFile["modules"]): void {
    const [known, wanted] = what === "data" ? [this.#data, name] : [this.#packs, modules[name]?.[1]];
    this.#worker?.terminate();
    this.#worker = null;
    if (wanted === undefined || known.has(wanted)) return this.#fail("the book has changed since this page was loaded; load the page again");
    known.add(wanted);
    void this.#begin();
  }

  #fail(message: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    if (!this.#ended) this.#heard.failed(message);
  }
}

async function taken<T>(name: string): Promise<T> {
  const value = await window.book.take(name);
  if (value === null) throw new Error(`\`${name}\` cannot be loaded`);
  return value as T;
}
