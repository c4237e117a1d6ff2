/** What a program entered in its ledger: for each label and each name a sum. Both are told apart without regard to case. */

/** Takes down what an operation did, under a label. */
export type Ledger = (label: string, costs: Readonly<Record<string, number>>) => void;

/** The sums so far. */
export interface Sums {
  readonly enter: Ledger;
  /** As they were first written. */
  readonly labels: () => readonly string[];
  /** Of the amounts under any label. */
  readonly names: () => readonly string[];
  /** The sum under one label, or under all if it is null; undefined if nothing of this name was entered there. */
  readonly of: (label: string | null, name: string) => number | undefined;
}

/** An empty ledger. */
export function sumsOf(): Sums {
  const labels = new Map<string, { readonly written: string; readonly amounts: Map<string, number> }>();
  const names = new Map<string, string>();

  function enter(label: string, costs: Readonly<Record<string, number>>): void {
    if (typeof label !== "string" || typeof costs !== "object" || costs === null) throw new TypeError("ledger: an entry is a label and an object of amounts");
    const row = labels.get(plain(label)) ?? { written: label, amounts: new Map<string, number>() };
    labels.set(plain(label), row);
    for (const [name, amount] of Object.entries(costs)) {
      if (!Number.isFinite(amount)) throw new TypeError(`ledger: the amount of \`${name}\` under \`${label}\` is ${String(amount)}, not a number`);
      if (!names.has(plain(name))) names.set(plain(name), name);
      row.amounts.set(plain(name), (row.amounts.get(plain(name)) ?? 0) + amount);
    }
  }

  function of(label: string | null, name: string): number | undefined {
    if (label !== null) return labels.get(plain(label))?.amounts.get(plain(name));
    const amounts = [...labels.values()].flatMap((row) => row.amounts.get(plain(name)) ?? []);
    return amounts.length === 0 ? undefined : amounts.reduce((sum, amount) => sum + amount);
  }

  return { enter, of, labels: () => [...labels.values()].map(({ written }) => written), names: () => [...names.values()] };
}

/** As labels and names are compared. */
export function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}
