/** What pandoc made of a document, kept by that document. */
import { sha256 } from "../../tangle/index.ts";
import { cacheKey, type Cache } from "../cache.ts";
import type { Pandoc } from "./run.ts";

/** A pandoc that is asked only for what it has not made before. Of documents with files none is kept. */
export function keptConversions({ kind, version, convert }: Pandoc, cache: Cache): Pick<Pandoc, "convert"> {
  return {
    async convert(job) {
      if (job.files.size > 0) return convert(job);
      const key = cacheKey(`pandoc ${kind} ${version}`, sha256(JSON.stringify([job.options, job.document])));
      const known = cache.get("pandoc", key);
      if (known !== null) return Buffer.from(known);
      const made = await convert(job);
      cache.put("pandoc", key, Buffer.from(made).toString());
      return made;
    },
  };
}
