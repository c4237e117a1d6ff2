/** A `wrong` fence with the section's scope before it, as a module that can be type-checked. */
import ts from "typescript";
import type { Fence, FenceLine } from "../../tangle/index.ts";

/** The module and, for each of its lines that is the fence's, which. */
export interface CellModule {
  readonly text: string;
  /** Fence lines by 0-based line of `text`; a line that imports stands at the top, and in its place is blank. */
  readonly rows: ReadonlyMap<number, FenceLine>;
}

/** The scope's cells at the top level, then the fence in a function of its own, so that it may use their names again. */
export function cellModule(scope: readonly Fence[], fence: Fence): CellModule {
  const rows = new Map<number, FenceLine>();
  const lines = ["export {};"];
  const body = withoutImports(fence);
  fence.lines.forEach((line, index) => {
    if (body.imports[index]?.trim()) place(line, body.imports[index] ?? "");
  });
  for (const cell of scope) lines.push(...cell.lines.map(({ text }) => text));
  lines.push(";async () => {");
  fence.lines.forEach((line, index) => place(line, body.rest[index] ?? ""));
  return { text: [...lines, "};"].join("\n"), rows };

  function place(line: FenceLine, text: string): void {
    rows.set(lines.length, line);
    lines.push(text);
  }
}

/** The fence's lines twice: with nothing but its imports, and without them; each character in its column. */
function withoutImports({ lines }: Fence): { readonly imports: readonly string[]; readonly rest: readonly string[] } {
  const text = lines.map((line) => line.text).join("\n");
  const file = ts.createSourceFile("fence.ts", text, ts.ScriptTarget.Latest);
  const spans = file.statements.filter(ts.isImportDeclaration).map((each) => [each.getStart(file), each.end] as const);
  const isImport = (at: number): boolean => spans.some(([start, end]) => start <= at && at < end);
  const keep = (wanted: boolean): readonly string[] =>
    text.replace(/[^\n]/g, (character, at: number) => (isImport(at) === wanted ? character : " ")).split("\n");
  return { imports: keep(true), rest: keep(false) };
}
