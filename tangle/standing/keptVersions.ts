/** Versions of parts of the tools, kept for as long as all tools are the same: to find one is to read all modules that it reaches. */
import { textAt } from "../disk/stat.ts";
import { toolModules, toolVersion } from "../program/toolVersion.ts";
import { sha256 } from "../text/hash.ts";
import { isRecord, parseJson } from "../text/json.ts";
import { writeKept } from "./keptFile.ts";
import type { SeenTools } from "./toolsSeen.ts";

/** Gives `toolVersion` of entries, from the file at a path where it has that of just these tools. */
export function keptVersions(tools: SeenTools, path: string): (entries: readonly string[]) => string {
  const versions = versionsAt(path, tools);
  return (entries) => {
    const name = entries.join("\n");
    const known = versions.get(name);
    if (known !== undefined) return known;
    const version = toolVersion(entries);
    // a module may have been written since all were looked at
    if (![...toolModules(entries)].every(([module, text]) => tools.hashes.get(module) === sha256(text))) return version;
    versions.set(name, version);
    writeKept(path, JSON.stringify({ tools: tools.hash, versions: Object.fromEntries(versions) }));
    return version;
  };
}

function versionsAt(path: string, { hash }: SeenTools): Map<string, string> {
  const found = parseJson(textAt(path) ?? "");
  const versions = isRecord(found) && found["tools"] === hash && isRecord(found["versions"]) ? Object.entries(found["versions"]) : [];
  return new Map(versions.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
