/** The instrument of a derivation: its lines with what each came to, its LaTeX to be changed, other values, a sign to be flipped. */
import { make } from "../dom.ts";
import type { DoubtedDerivation, DoubtedLine, Slip } from "../../../prove/doubtedInPage.ts";
import type { Claim, ClaimFile } from "./claimFile.ts";
import { latexField, type LatexField } from "./field.ts";
import { formula, scrollable } from "./formula.ts";
import type { Frame } from "./frame.ts";
import { Judge } from "./judge.ts";
import { freshSalt } from "./salt.ts";
import type { Asked, Verdict } from "./said.ts";
import { differenceWords, failedHere, isTold, ofDerivation, ofUndrawn } from "./words.ts";

type DerivationClaim = Extract<Claim, { kind: "derivation" }>;

/** Fills the frame; the worker ends with it. */
export function derivationInstrument(frame: Frame, file: ClaimFile, printed: DerivationClaim): void {
  const instrument = new DerivationInstrument(frame, file, printed);
  frame.whenEnded(() => instrument.end());
}

class DerivationInstrument {
  readonly #frame: Frame;
  readonly #printed: DerivationClaim;
  readonly #judge: Judge;
  readonly #lines = make("ol", { class: "doubt-lines" });
  readonly #fields: readonly LatexField[];
  /** Whether what is printed holds on the values that there are; null before it was judged on them. */
  #printedHolds: boolean | null = null;
  #shown: readonly ShownLine[] = [];
  #flips: readonly Flip[] = [];
  #flipped = -1;
  #hasButtons = false;

  constructor(frame: Frame, file: ClaimFile, printed: DerivationClaim) {
    this.#frame = frame;
    this.#printed = printed;
    const { displays } = printed.claim;
    this.#fields = displays.map(({ latex }, k) => latexField(displays.length === 1 ? `LaTeX of ${frame.what}` : `LaTeX of ${frame.what}, part ${k + 1}`, latex, () => this.#changed()));
    frame.add(this.#lines, ...this.#fields.map(({ element }) => element));
    this.#judge = new Judge(file, { verdict: (verdict, asked) => this.#hear(verdict, asked), failed: (message) => frame.say(failedHere(message)) });
    frame.say("Drawing …");
    this.#draw();
  }

  end(): void {
    this.#judge.end();
  }

  get #isEdited(): boolean {
    return this.#fields.some((field) => field.isEdited());
  }

  /** The claim with what stands in the fields. */
  get #written(): DerivationClaim {
    const { kind, claim } = this.#printed;
    return { kind, claim: { ...claim, displays: this.#fields.map((field) => ({ latex: field.text(), lineStarts: [] })) } };
  }

  /** Draws, and judges what is printed first, so that it is known on whose account a line breaks. */
  #draw(): void {
    this.#printedHolds = null;
    this.#judge.ask({ claim: this.#printed, doubt: "draw", salt: freshSalt() });
    if (this.#isEdited) this.#changed();
  }

  #changed(): void {
    this.#judge.ask({ claim: this.#written, doubt: "judge" });
  }

  #hear(verdict: Verdict, { claim, doubt }: Asked): void {
    if (verdict.kind === "undrawn") return this.#frame.say(ofUndrawn(verdict.failures));
    if (verdict.kind !== "derivation" || claim.kind !== "derivation") return;
    if (doubt === "draw") this.#drawn(verdict.failures.length === 0, verdict.slips ?? []);
    const latex = claim.claim.displays.map((each) => each.latex);
    const edited = latex.some((text, k) => text !== this.#printed.claim.displays[k]?.latex);
    this.#show(verdict, latex);
    this.#frame.say(ofDerivation(verdict, latex, { edited, printedHolds: this.#printedHolds }), verdict.failures.length === 0 ? "holds" : "breaks");
  }

  #drawn(holds: boolean, slips: readonly (readonly Slip[])[]): void {
    this.#printedHolds = holds;
    if (this.#hasButtons || this.#frame.hasEnded()) return;
    this.#hasButtons = true;
    const all = slips.flatMap((slips, display) => slips.map((slip): Flip => ({ ...slip, display })));
    const signs = all.filter(({ change }) => change === "sign");
    this.#flips = signs.length > 0 ? signs : all;
    this.#frame.button("Other values", () => this.#draw());
    if (this.#flips.length > 0) this.#frame.button(signs.length > 0 ? "Flip a sign" : "Make a slip", () => this.#flip());
    this.#frame.button("Reset", () => this.#reset());
  }

  /** What is printed with its next sign flipped, one at a time. */
  #flip(): void {
    this.#flipped = (this.#flipped + 1) % this.#flips.length;
    const flip = this.#flips[this.#flipped];
    for (const [k, field] of this.#fields.entries()) field.set(flip?.display === k ? { start: flip.start, end: flip.end, text: flip.text } : null);
    this.#changed();
  }

  #reset(): void {
    for (const field of this.#fields) field.set(null);
    this.#changed();
  }

  /** Lines that cannot be read stand as they were, and say nothing. */
  #show({ lines }: DoubtedDerivation, latex: readonly string[]): void {
    this.#lines.toggleAttribute("data-unread", lines.length === 0);
    if (lines.length === 0) return;
    const before = this.#shown;
    this.#shown = lines.map(({ formula, at }, k) => {
      const text = (latex[formula] ?? "").slice(at.start, at.end);
      return before[k]?.text === text ? before[k] : shownLine(text);
    });
    for (const [k, line] of lines.entries()) this.#shown[k]?.say(line);
    if (before.length === this.#shown.length && before.every((line, k) => line === this.#shown[k])) return;
    this.#lines.replaceChildren(...this.#shown.map(({ element }) => element));
    for (const { formula } of this.#shown) scrollable(formula);
  }
}

/** A sign of what is printed, or another token, that a slip of the pen would change. */
type Flip = Slip & { readonly display: number };

/** A line on the page, whose formula is set once. */
interface ShownLine {
  readonly text: string;
  readonly element: HTMLElement;
  readonly formula: HTMLElement;
  readonly say: (line: DoubtedLine) => void;
}

function shownLine(text: string): ShownLine {
  const [set, note] = [formula(text), make("span", { class: "doubt-note" })];
  const element = make("li", {}, set, note);
  return {
    text,
    element,
    formula: set,
    say({ state, difference, why }) {
      element.dataset["state"] = state;
      note.textContent = noteOf(state, difference, why);
    },
  };
}

function noteOf(state: DoubtedLine["state"], difference: number | null, why: string | null): string {
  switch (state) {
    case "holds": return difference === null ? "✓ holds" : `✓ holds, ${difference === 0 ? "exactly" : `within ${differenceWords(difference)}`}`;
    case "breaks": return isTold(difference) ? `✗ breaks, off by ${differenceWords(difference)}` : "✗ breaks";
    case "transcribed": return `taken on trust: ${why ?? ""}`;
    case "unchecked": return `not checked: ${why ?? ""}`;
    default: return state satisfies never;
  }
}
