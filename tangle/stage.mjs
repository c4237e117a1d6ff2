#!/usr/bin/env node
/**
 * Starts `npm run stage`. Plain JavaScript without packages: where the demonstration’s bundle is still right it runs at once, in this
 * process; else `stage-cli.ts` makes the bundle anew, or says what is wrong.
 */
import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

const [root, name, ...rest] = process.argv[2] === "--root" ? process.argv.slice(3) : [".", ...process.argv.slice(2)];
// a demonstration does not know its chapter, and may tell how to start it again
if (name !== undefined) process.env.DEMO_COMMAND = `npm run stage -- ${name}`;
const bundle = keptBundle(root, name);
if (bundle === null) {
  const { register } = await import("tsx/esm/api");
  register();
  await import("./stage-cli.ts");
} else {
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, bundle, ...rest];
  await import(pathToFileURL(bundle).href);
}

/** The path of the bundle that was kept for a chapter, by number or folder; null where there is none, or something has changed since. */
function keptBundle(root, name) {
  if (!/^[\w-]+$/.test(name ?? "")) return null;
  try {
    const folder = realpathSync(root);
    const { bundle, sha256, inputs } = JSON.parse(readFileSync(join(folder, "output/.cache/stages", `${name}.json`), "utf8"));
    const same = Object.entries(inputs).every(([path, hash]) => hashAt(path) === hash);
    return same && hashAt(bundle) === sha256 ? bundle : null;
  } catch {
    return null;
  }
}

function hashAt(path) {
  const text = textAt(path);
  return text === null ? null : createHash("sha256").update(text).digest("hex");
}

function textAt(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
