/** A text that is no part of a volume, set by itself, in this process. */
import { createTypesetter, type TypstJob, type UnknownCharacters } from "../pdf/typst.ts";
import { setVolume, type SetVolume } from "../pdf/volume.ts";

/** A PDF of a text, and what Typst warned of; or the characters that no face has. Throws as `Typesetter.pass` does. */
export async function setText(job: TypstJob): Promise<{ readonly kind: "made"; readonly pdf: Buffer; readonly warnings: readonly string[]; readonly anchors: SetVolume["anchors"] } | UnknownCharacters> {
  const typesetter = createTypesetter(job.root);
  const set = await setVolume([{ job, opensRight: true, depth: 0, outside: [], printed: [] }], { pass: (...given) => new Promise((resolve) => void resolve(typesetter.pass(...given))) });
  return set.kind === "set" ? { kind: "made", pdf: set.gatherings[0]?.pdf ?? Buffer.alloc(0), warnings: set.warnings, anchors: set.anchors } : set;
}
