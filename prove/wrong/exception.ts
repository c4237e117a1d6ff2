/** The check of a mistake that must throw. */
import type { Outcome } from "../records/outcome.ts";
import type { WrongUnit } from "../units/unit.ts";
import { announcementOf, failing } from "../units/announcement.ts";

/** What a fence threw; something that is no `Error` has the name of its type. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
}

/** Judges what came of running a fence that announces an exception; `thrown` is null if it ran to its end. */
export function checkException(unit: Pick<WrongUnit, "fence">, thrown: Thrown | null): Outcome {
  const announced = announcementOf(unit);
  if (announced.kind === "unclear") return { ok: false, failures: [announced.failure] };
  if (announced.kind !== "exception") throw new Error(`internal: \`${unit.fence.wrong?.expected}\` is no exception`);
  const { name } = announced;
  if (thrown === null) return { ok: false, failures: [failing("wrong-is-right", `nothing is wrong here: the fence runs to its end, and \`${name}\` was announced`)] };
  const said = `${thrown.name}: ${thrown.message}`;
  if (thrown.name === name) return { ok: true, result: { kind: "wrong", message: said.split("\n") } };
  const [first = ""] = said.split("\n");
  return { ok: false, failures: [failing("wrong-otherwise", `it fails otherwise than announced: \`${first}\`, not \`${name}\``)] };
}
