/** Lines of code → tokens, each once for each state of the grammar in which it is read: what a listing shows stands in the whole file again. */
import type { GrammarState, ThemedToken } from "shiki/core";

/** Splits the first line of a text, or one that stands behind a state, and says in which state it leaves the grammar. */
export type ReadLine = (line: string, before: GrammarState | null) => { readonly tokens: readonly ThemedToken[]; readonly after: GrammarState };

/** A reader of texts in one grammar that remembers lines; `made` makes of a line's tokens what is remembered. */
export function linesRemembered<Line>(read: ReadLine, made: (tokens: readonly ThemedToken[]) => Line): (code: string) => readonly Line[] {
  const states = new States();
  const first = new Map<string, Known<Line>>();
  const behind = new Map<number, Map<string, Known<Line>>>();
  const known = (line: string, before: State | null): Known<Line> => {
    const lines = before === null ? first : (behind.get(before.key) ?? new Map<string, Known<Line>>());
    if (before !== null) behind.set(before.key, lines);
    const found = lines.get(line);
    if (found !== undefined) return found;
    const { tokens, after } = read(line, before?.grammar ?? null);
    const fresh = { line: made(tokens), after: { grammar: after, key: states.keyOf(after) } };
    lines.set(line, fresh);
    return fresh;
  };
  return (code) => {
    let before: State | null = null;
    return code.split(/\r?\n/).map((line) => {
      // a blank line leaves the grammar where it was
      if (line === "") return made([]);
      const found = known(line, before);
      before = found.after;
      return found.line;
    });
  };
}

interface Known<Line> {
  readonly line: Line;
  readonly after: State;
}

interface State {
  readonly grammar: GrammarState;
  /** The same for states that read every line alike. */
  readonly key: number;
}

/** A state is a stack of rules. The library has this form of a level for states that are carried elsewhere: it is all that the next line depends on. */
interface Level {
  readonly parent: Level | null;
  readonly toStateStackFrame: () => unknown;
}

/** Numbers for stacks; their lower levels are shared, so that each is looked at once. */
class States {
  private readonly keys = new Map<string, number>();
  private readonly levels = new WeakMap<Level, number>();

  keyOf(state: GrammarState): number {
    return this.keyOfLevel((state.getInternalStack() ?? null) as unknown as Level | null);
  }

  private keyOfLevel(level: Level | null): number {
    if (level === null) return -1;
    const known = this.levels.get(level);
    if (known !== undefined) return known;
    const text = `${this.keyOfLevel(level.parent)} ${JSON.stringify(level.toStateStackFrame())}`;
    const key = this.keys.get(text) ?? this.keys.size;
    this.keys.set(text, key);
    this.levels.set(level, key);
    return key;
  }
}
