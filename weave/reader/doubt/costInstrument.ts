/** The instrument of a cost: its entries with what each says and what the ledger has, at sizes of the reader's, and its formulas to be changed. */
import { make } from "../dom.ts";
import type { DoubtedCost, DoubtedEntry } from "../../../prove/doubtedInPage.ts";
import type { Claim, ClaimFile } from "./claimFile.ts";
import { latexField, type LatexField } from "./field.ts";
import { formula, scrollable } from "./formula.ts";
import type { Frame } from "./frame.ts";
import { Judge } from "./judge.ts";
import { freshSalt } from "./salt.ts";
import type { Asked, Verdict } from "./said.ts";
import { failedHere, ofCost, ofUndrawn } from "./words.ts";

type CostClaim = Extract<Claim, { kind: "cost" }>;

/** Fills the frame; the worker ends with it. */
export function costInstrument(frame: Frame, file: ClaimFile, printed: CostClaim): void {
  const instrument = new CostInstrument(frame, file, printed);
  frame.whenEnded(() => instrument.end());
}

class CostInstrument {
  readonly #frame: Frame;
  readonly #printed: CostClaim;
  readonly #judge: Judge;
  readonly #sizes = make("div", { class: "doubt-sizes" });
  readonly #entries = make("ul", { class: "doubt-lines" });
  /** In the order of the table, row by row. */
  readonly #fields: readonly LatexField[];
  readonly #shown: readonly Shown[];
  #printedHolds: boolean | null = null;
  #hasButtons = false;

  constructor(frame: Frame, file: ClaimFile, printed: CostClaim) {
    this.#frame = frame;
    this.#printed = printed;
    const places = printed.claim.rows.flatMap(({ label, entries }) => entries.map((entry) => ({ label, ...entry })));
    this.#fields = places.map(({ label, column, formula: { latex } }) => latexField(`LaTeX of ${label}, ${column}`, latex, () => this.#changed()));
    this.#shown = places.map(({ label, column }, k) => shownEntry(`${label}, ${column}`, this.#fields[k]));
    this.#entries.append(...this.#shown.map(({ element }) => element));
    frame.add(this.#sizes, this.#entries);
    this.#judge = new Judge(file, { verdict: (verdict, asked) => this.#hear(verdict, asked), failed: (message) => frame.say(failedHere(message)) });
    frame.say("Counting …");
    this.#count({ doubt: "draw", salt: freshSalt() });
  }

  end(): void {
    this.#judge.end();
  }

  get #isEdited(): boolean {
    return this.#fields.some((field) => field.isEdited());
  }

  /** The claim with what stands in the fields. */
  get #written(): CostClaim {
    const { kind, claim } = this.#printed;
    let at = 0;
    const rows = claim.rows.map((row) => ({ ...row, entries: row.entries.map((entry) => ({ ...entry, formula: { latex: this.#fields[at++]?.text() ?? "", lineStarts: [] } })) }));
    return { kind, claim: { ...claim, rows } };
  }

  /** Counts, and judges what is printed first, so that it is known on whose account an entry is wrong. */
  #count(how: { readonly doubt: "draw"; readonly salt: string } | { readonly doubt: "count"; readonly sizes: Readonly<Record<string, number>> }): void {
    this.#printedHolds = null;
    this.#judge.ask({ claim: this.#printed, ...how });
    if (this.#isEdited) this.#changed();
  }

  #changed(): void {
    this.#judge.ask({ claim: this.#written, doubt: "judge" });
  }

  #hear(verdict: Verdict, { claim, doubt }: Asked): void {
    if (verdict.kind === "undrawn") return this.#frame.say(ofUndrawn(verdict.failures));
    if (verdict.kind !== "cost" || claim.kind !== "cost") return;
    if (doubt !== "judge") this.#counted(verdict);
    const latex = claim.claim.rows.flatMap(({ entries }) => entries.map((entry) => entry.formula.latex));
    const printed = this.#printed.claim.rows.flatMap(({ entries }) => entries.map((entry) => entry.formula.latex));
    for (const [k, entry] of verdict.entries.entries()) this.#shown[k]?.show(entry);
    this.#frame.say(ofCost(verdict, latex, { edited: latex.some((text, k) => text !== printed[k]), printedHolds: this.#printedHolds }), verdict.failures.length === 0 ? "holds" : "breaks");
  }

  #counted(verdict: DoubtedCost): void {
    this.#printedHolds = verdict.failures.length === 0;
    showSizes(this.#sizes, verdict.sizes);
    if (this.#hasButtons || this.#frame.hasEnded()) return;
    this.#hasButtons = true;
    if (this.#sizes.hasChildNodes()) this.#frame.button("Count at these sizes", () => this.#countHere());
    this.#frame.button("Other sizes", () => this.#count({ doubt: "draw", salt: freshSalt() }));
    this.#frame.button("Reset", () => this.#reset());
    this.#sizes.addEventListener("keydown", ({ key }) => void (key === "Enter" && this.#countHere()));
  }

  #countHere(): void {
    const fields = [...this.#sizes.querySelectorAll("input")];
    const wrong = fields.find((field) => !/^\d{1,7}$/.test(field.value.trim()));
    if (wrong !== undefined) {
      wrong.focus();
      return this.#frame.say(`A size is a whole number, and \`${wrong.name}\` is none.`);
    }
    this.#frame.say("Counting …");
    this.#count({ doubt: "count", sizes: Object.fromEntries(fields.map(({ name, value }) => [name, Number(value)])) });
  }

  #reset(): void {
    for (const field of this.#fields) field.set(null);
    this.#frame.say("Counting …");
    this.#count({ doubt: "draw", salt: freshSalt() });
  }
}

/** An entry, with the field in which its formula is changed. */
interface Shown {
  readonly element: HTMLElement;
  readonly show: (entry: DoubtedEntry) => void;
}

function shownEntry(name: string, field: LatexField | undefined): Shown {
  let text: string | null = null;
  const set = make("div", { class: "doubt-set" });
  const note = make("span", { class: "doubt-note" });
  const element = make("li", {}, make("span", { class: "doubt-entry" }, name), set, note, ...(field === undefined ? [] : [field.element]));
  return {
    element,
    show({ latex, state, relation, said, counted }) {
      element.dataset["state"] = state;
      if (latex !== text) {
        const own = formula((text = latex));
        set.replaceChildren(own);
        scrollable(own);
      }
      const says = said === null ? "says no number" : `says ${relation === "=" ? "" : `${relation} `}${shown(said)}`;
      note.textContent = `${state === "holds" ? "✓" : "✗"} ${says}, counted ${shown(counted)}`;
    },
  };
}

function shown(count: number): string {
  return Number.isInteger(count) ? count.toLocaleString("en-GB") : String(Number(count.toPrecision(6)));
}

/** Shows the sizes; the fields that are there stay, so that none loses the focus. */
function showSizes(place: HTMLElement, sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) {
    const field = place.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`);
    if (field === null) place.append(sizeField(name, size));
    else field.value = String(size);
  }
}

function sizeField(name: string, size: number): HTMLElement {
  return make("label", {}, `${name} = `, make("input", { type: "text", inputmode: "numeric", name, value: String(size), size: "6" }));
}
