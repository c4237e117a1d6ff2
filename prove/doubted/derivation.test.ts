import { describe, expect, test } from "vitest";
import { checkDerivation, drawsFor, type DerivationClaim, type Draw, type VerifyCell } from "../derivations/check.ts";
import { normal } from "../helpers/drawing.ts";
import { given, transcribed, unchecked } from "../helpers/marks.ts";
import { sum } from "../helpers/sums.ts";
import { changed } from "../mutate/formulas.ts";
import { doubtedDerivation, drawnFor, slipsOf } from "./derivation.ts";

const claimOf = (latex: string, more: Partial<DerivationClaim> = {}): DerivationClaim => ({ id: "claim", displays: [{ latex, lineStarts: [] }], ranges: [], tolerance: null, approx: null, ...more });
const goOn = (): Promise<"go on"> => Promise.resolve("go on");

function drawn(claim: DerivationClaim, cell: VerifyCell | null): readonly Draw[] {
  const made = drawsFor(claim, cell);
  if ("failures" in made) throw new Error(made.failures[0]?.message);
  return made.draws;
}

const softmax = (z: readonly number[]): readonly number[] => {
  const e = z.map(Math.exp);
  return e.map((each) => each / sum(e));
};

const logSumExp = claimOf(String.raw`\log \sum_i e^{z_i} = m + \log \sum_i e^{z_i - m} \ge z_k - 0`);
const cell: VerifyCell = function* () {
  const z = normal(4) as readonly number[];
  const m = Math.max(...z), k = 2;
  given({ z, m, k });
  yield Math.log(sum(z.map(Math.exp)));
  yield m + Math.log(sum(z.map((each) => Math.exp(each - m))));
  yield z[2];
};

describe("the verdict is the prover's", () => {
  const cases: readonly (readonly [string, DerivationClaim, VerifyCell | null])[] = [
    ["with a cell", logSumExp, cell],
    ["with ranges", claimOf(String.raw`\frac{3}{r/2} = 2 \cdot \frac{3}{r} = \frac{6}{r}`, { ranges: [{ name: "r", from: 1, to: 1000 }] }), null],
    ["with a transcription, and what is not checked", claimOf(String.raw`\sum_i s_i = \int_0^1 dx + 0 = \lim 1`), function* () {
      given({ s: softmax(normal(3) as readonly number[]) });
      yield 1;
      yield transcribed(1, "an integral");
      yield unchecked("a limit");
    }],
  ];

  test.each(cases)("%s: of what is printed, and of every slip of the pen", async (_, claim, cell) => {
    const draws = drawn(claim, cell);
    const [slips = []] = slipsOf(claim, draws);
    expect(slips.length).toBeGreaterThan(3);
    const latex = claim.displays[0]?.latex ?? "";
    const texts = [latex, ...slips.map(({ start, end, text }) => changed(latex, { change: "sign", edits: [{ start, end, text }], matters: true, reason: null }))];
    for (const text of texts) {
      const written = { ...claim, displays: [{ latex: text, lineStarts: [] }] };
      const doubted = await doubtedDerivation(written, draws, goOn);
      const outcome = checkDerivation(written, cell);
      const plain = (failures: readonly { readonly code: string; readonly message: string }[]): readonly string[] => failures.map(({ code, message }) => `${code}: ${message}`);
      expect(plain(doubted?.failures ?? [])).toEqual(outcome.ok ? [] : plain(outcome.failures));
      expect(doubted?.lines.some(({ state }) => state === "breaks") ?? false).toBe(!outcome.ok && doubted?.lines.length !== 0);
    }
  });
});

test("a line that breaks is named with its draw, and with how far it is off there", async () => {
  const wrong = claimOf(String.raw`x = x + \mathbb{1}[x > 1]`, { ranges: [{ name: "x", from: 0, to: 2 }] });
  const draws = drawn(wrong, null);
  const first = draws.find(({ setting }) => Number((setting.bindings.get("x") as { readonly re: number }).re) > 1);
  const x = (first?.setting.bindings.get("x") as { readonly re: number }).re;
  const doubted = await doubtedDerivation(wrong, draws, goOn);
  expect(doubted).toMatchObject({ draws: 100, brokenIn: first?.number, lines: [{ state: "holds", difference: null }, { state: "breaks", at: { start: 2, end: 25 } }] });
  expect(doubted?.lines[1]?.difference).toBeCloseTo(1 / (x + 1), 12);
});

test("what shows in all draws together breaks in none of them", async () => {
  const bound = claimOf(String.raw`x \le x`, { ranges: [{ name: "x", from: 0, to: 2 }] });
  expect(await doubtedDerivation(bound, drawn(bound, null), goOn)).toMatchObject({ brokenIn: null, failures: [{ code: "always-equal" }], lines: [{ state: "holds" }, { state: "breaks" }] });
});

test("what is not read has no draw in which it broke; where its rows cannot be made out, it has no lines", async () => {
  const written = (latex: string) => doubtedDerivation({ ...logSumExp, displays: [{ latex, lineStarts: [] }] }, drawn(logSumExp, cell), goOn);
  expect(await written("\\begin{aligned} m")).toMatchObject({ brokenIn: null, failures: [{ code: "unreadable-formula" }], lines: [] });
  expect(await written("m = m = \\frac{m")).toMatchObject({ brokenIn: null, failures: [{ code: "unreadable-formula" }], lines: [{ state: "holds" }, { state: "holds" }, { state: "breaks" }] });
});

test("with a salt other values are drawn, with none those of the book", () => {
  const bindings = (salt: string): unknown => {
    const made = drawnFor(logSumExp, cell, salt);
    return "draws" in made ? made.draws.map(({ setting }) => setting.bindings.get("m")) : made;
  };
  expect(bindings("")).toEqual(drawn(logSumExp, cell).map(({ setting }) => setting.bindings.get("m")));
  expect(bindings("a")).not.toEqual(bindings(""));
  expect(bindings("a")).toEqual(bindings("a"));
});

test("nobody is told of a verdict that nobody waits for any more", async () => {
  expect(await doubtedDerivation(logSumExp, drawn(logSumExp, cell), () => Promise.resolve("stop"))).toBeNull();
});
