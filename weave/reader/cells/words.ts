/** Sizes and times in words. */

/** `1.2 MB`, `230 kB`: powers of ten, as networks count. */
export function inBytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `0.43 s`. */
export function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1e3).toFixed(milliseconds < 995 ? 2 : 1)} s`;
}

/** What is loaded: the data by size, or only the program. */
export function dataOf(names: readonly string[], sizes: Readonly<Record<string, number>>): string {
  const bytes = names.reduce((sum, name) => sum + (sizes[name] ?? 0), 0);
  return bytes === 0 ? "the program" : `the program and ${inBytes(bytes)} of data`;
}
