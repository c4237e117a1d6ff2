/** What a fence is for, as its attributes claim it, and everything that can be wrong with the claim. */
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import { experimentAttributes, termProblem } from "./experimentTerms.ts";
import type { Attribute, Info } from "./info.ts";
import { listOfNeeds, mayNeed, needMeant, readNeeds } from "./needs.ts";
import { pathProblem } from "./rootfile.ts";
import type { Offset, Source, Span } from "../text/span.ts";
import { closest } from "../text/suggest.ts";
import { isName } from "./uses.ts";

/** What a fence is for. `plain` is nobody's program. */
export type Role = "file" | "chunk" | "run" | "figure" | "experiment" | "verify" | "fragment" | "wrong" | "output" | "plain";

/** Languages whose code a reader would take for the program, so that each fence of them must have a role. */
export const executableLanguages: readonly string[] = ["ts", "c", "cpp", "cuda", "wgsl", "sh"];

/** Every role that the attributes claim; a right fence has at most one. A `wrong` fence may name the chunk that it replaces. */
export function rolesOf(info: Info): readonly { readonly role: Role; readonly attribute: Attribute }[] {
  const keys = new Set(info.attributes.map((each) => each.key));
  return claims.flatMap((role) => {
    const attribute = info.attributes.find((each) => each.key === role);
    return !attribute || (role === "chunk" && keys.has("wrong")) ? [] : [{ role, attribute }];
  });
}

/** Everything wrong with the attributes of a fence. */
export function checkInfo(at: { readonly source: Source; readonly info: Span }, info: Info): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report: Report = (code, message, span, cure) => {
    const diagnostic = mistake(code, message, { source: at.source, span });
    found.push(cure === undefined ? diagnostic : { ...diagnostic, cure });
  };
  checkAttributes(info, report);
  checkRoles(info, at.info, report);
  checkOperators(info, report);
  checkPlacement(info, report);
  checkNeeds(info, report);
  return found;
}

type Report = (code: string, message: string, span: Span, cure?: string) => void;

const claims: readonly Role[] = ["wrong", "file", "chunk", "figure", "experiment", "run", "verify", "fragment"];
const cells: readonly Role[] = ["run", "figure", "verify"];
const typescriptOnly: readonly Role[] = [...cells, "experiment"];
const flags: readonly string[] = ["run", "verify", "fragment", "hide", "live", "still", "measure"];
const valued: readonly string[] = ["file", "chunk", "figure", "experiment", ...experimentAttributes, "wrong", "test", "id", "baseline", "needs"];

function isAttribute(key: string): boolean {
  return flags.includes(key) || valued.includes(key);
}

function checkAttributes(info: Info, report: Report): void {
  const seen = new Set<string>();
  for (const { key, value, span, valueSpan } of info.attributes) {
    if (!isAttribute(key)) {
      const meant = closest(key, [...flags, ...valued]);
      report("unknown-attribute", `no attribute is named \`${key}\``, span, meant ? `write \`${meant}\`` : undefined);
    } else if (seen.has(key)) report("duplicate-attribute", `\`${key}\` is written twice`, span);
    else if (flags.includes(key) && value !== null) report("attribute-value", `\`${key}\` takes no value`, span);
    else if (valued.includes(key) && value === null) report("attribute-value", `\`${key}\` needs a value`, span, `write \`${key}="…"\``);
    else if (value !== null) checkValue(key, value, (code, message) => report(code, message, value === "" ? span : valueSpan));
    seen.add(key);
  }
}

function checkValue(key: string, value: string, report: (code: string, message: string) => void): void {
  if (value.trim() === "") return report("attribute-value", `the value of \`${key}\` is empty`);
  const problem = key === "file" ? pathProblem(value) : null;
  if (problem) return report("bad-path", problem);
  const term = termProblem(key, value);
  if (term !== null) return report("attribute-value", term);
  if (key !== "chunk") return;
  if (!isName(value)) return report("bad-name", "a chunk's name has no backtick, quote, `<<` or `>>`");
  if (value !== value.trim()) report("bad-name", "a chunk's name does not begin or end with a space");
}

function checkRoles(info: Info, span: Span, report: Report): void {
  const [first, second] = rolesOf(info);
  const { language } = info;
  if (first && second) {
    report("contradictory-roles", `a fence has one role, this one has \`${first.role}\` and \`${second.role}\``, second.attribute.span);
  }
  if (first && language === "output") {
    report("contradictory-roles", `an \`output\` fence shows what a cell printed, \`${first.role}\` cannot stand in it`, first.attribute.span);
  } else if (first && typescriptOnly.includes(first.role) && language !== "ts") {
    report("cell-language", `${first.role === "experiment" ? "an" : "a"} \`${first.role}\` fence is TypeScript, this one is \`${language}\``, first.attribute.span);
  }
  // what cannot be read may have been the role
  const misread = info.diagnostics.length > 0 || info.attributes.some(({ key }) => !isAttribute(key));
  if (!first && !misread && executableLanguages.includes(language)) {
    const cure = "add `file=`, `chunk=`, `run`, `figure=`, `experiment=`, `verify`, `fragment` or `wrong=`";
    report("missing-role", `a \`${language}\` fence needs a role`, span, cure);
  }
}

function checkOperators(info: Info, report: Report): void {
  const [first, second] = info.operators;
  const named = rolesOf(info).some(({ role }) => role === "file" || role === "chunk");
  if (first && !named) report("misplaced-operator", `\`${first.sign}\` needs \`file=\` or \`chunk=\``, first.span);
  if (!first || !second) return;
  const both = first.sign === second.sign ? `\`${second.sign}\` is written twice` : "a fence either appends (`+=`) or replaces (`:=`)";
  report("misplaced-operator", both, second.span);
}

function checkPlacement(info: Info, report: Report): void {
  const claimed = rolesOf(info);
  const roles = claimed.map(({ role }) => role);
  const experiment = claimed.find(({ role }) => role === "experiment");
  if (experiment !== undefined && !info.attributes.some(({ key }) => key === "seeds")) {
    report("missing-seeds", "an experiment needs `seeds=`: it is run once for each of them", experiment.attribute.span, 'write `seeds="1,2,3"`');
  }
  for (const { key, span } of info.attributes) {
    if (experimentAttributes.includes(key) && experiment === undefined) report("misplaced-attribute", `\`${key}\` needs \`experiment=\``, span);
    if (key === "test" && !roles.includes("wrong")) report("misplaced-attribute", "`test` needs `wrong=`", span);
    const measures = info.attributes.some((each) => each.key === "measure");
    if (key === "baseline" && !measures) report("misplaced-attribute", "`baseline` needs `measure`: it says what a measurement is compared with", span);
    const ofCells = key === "live" || key === "still" || key === "measure";
    if (key === "still" && info.attributes.some((each) => each.key === "live")) report("misplaced-attribute", "a cell is `live` or `still`, not both", span);
    if (ofCells && !roles.some((role) => cells.includes(role))) {
      report("misplaced-attribute", `\`${key}\` needs a cell: \`run\`, \`figure=\` or \`verify\``, span);
    }
  }
}

/** `needs` stands on cells, experiments, mistakes on purpose, and the fences of tests and benchmarks; of a chunk it is judged where it is used. */
function checkNeeds(info: Info, report: Report): void {
  const needs = info.attributes.find(({ key }) => key === "needs");
  if (needs === undefined || needs.value === null || needs.value.trim() === "") return;
  const { unknown, needs: known } = readNeeds(needs.value);
  for (const word of unknown) {
    const meant = needMeant(word);
    report("unknown-need", `there is no need \`${word}\`; there are ${listOfNeeds()}`, wordIn(needs, word), meant === null ? undefined : `write \`${meant}\``);
  }
  const [first] = rolesOf(info);
  const isRight = first !== undefined && (first.role === "file" ? mayNeed(first.attribute.value ?? "") : first.role === "experiment" || needing.includes(first.role));
  if (!isRight) report("misplaced-attribute", "`needs` belongs to a cell or a test: `run`, `figure=`, `experiment=`, `verify`, `wrong=`, or a file or chunk of a `*.test.ts`", needs.span);
  const elsewhere = known.filter((need) => need !== "webgpu").map((need) => `\`${need}\``);
  const live = info.attributes.find(({ key }) => key === "live");
  if (live !== undefined && elsewhere.length > 0) report("misplaced-attribute", `a \`live\` cell runs in the page, which has no ${elsewhere.join(" and no ")}`, live.span);
}

/** Where a word of an attribute's value stands. */
function wordIn({ value, valueSpan }: Attribute, word: string): Span {
  const start = valueSpan.start + Math.max(0, (value ?? "").indexOf(word));
  return { start: start as Offset, end: (start + word.length) as Offset };
}

const needing: readonly Role[] = [...cells, "wrong", "chunk"];
