/** Which files of `book/data` a program may read, found without running it: never fewer than it really reads. */

/**
 * Those of `names` (`names.txt`) that a program with these texts may read. None where nothing in it reads data; all where
 * it names none of them, or makes a name of parts, which shows in a file's ending that stands alone in a string.
 */
export function dataRead(texts: Iterable<string>, names: readonly string[]): readonly string[] {
  const all = [...texts];
  if (!all.some((text) => /\bbook\/data\b|\bbookData\b/.test(text))) return [];
  const endings = new Set(names.map((name) => /\.\w+$/.exec(name)?.[0]));
  const isMade = all.some((text) => [...text.matchAll(/[}"'`](\.\w+)["'`]/g)].some(([, ending]) => endings.has(ending)));
  const named = names.filter((name) => all.some((text) => text.includes(name)));
  return isMade || named.length === 0 ? names : named;
}
