/** Whether this machine has WebGPU for Node: the package `webgpu` (Dawn), and a driver that it finds. */
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { projectFolder } from "../disk/project.ts";
import { resolvedFrom } from "../disk/resolved.ts";
import { isRecord, parseJson } from "../text/json.ts";

/** The adapter's name, or what is missing and what installs it. */
export type Adapter = { readonly name: string } | { readonly lack: { readonly what: string; readonly cure: string | null } };

/** Asks for an adapter, in a process of its own: a driver that crashes must not take this one along. `root` holds `book/`. */
export function webGpuAdapter(root: string): Adapter {
  const found = resolvedFrom([root, projectFolder], "webgpu");
  if (found === null) return { lack: { what: "no WebGPU (the package `webgpu` is not installed)", cure: "npm install --save-dev webgpu" } };
  const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "-e", question(pathToFileURL(found).href)], { encoding: "utf8", timeout: 30_000, stdio: ["ignore", "pipe", "ignore"] });
  const answer = status === 0 ? parseJson(stdout.trim().split("\n").at(-1) ?? "") : undefined;
  if (isRecord(answer) && typeof answer["name"] === "string") return { name: answer["name"] };
  return { lack: { what: "no WebGPU adapter (the package `webgpu` finds no driver)", cure: "on Debian a driver without a GPU is in `mesa-vulkan-drivers`" } };
}

/** The module that prints the adapter's name. What `create` returns stays in a variable: Dawn ends the process when it is collected. */
function question(address: string): string {
  return `
    import { create } from ${JSON.stringify(address)};
    const gpu = globalThis.bookGpu = create([]);
    const adapter = await gpu.requestAdapter();
    const { vendor = "", architecture = "", device = "", description = "" } = adapter?.info ?? {};
    if (adapter !== null) console.log(JSON.stringify({ name: [description, device, [vendor, architecture].join(" ").trim()].find((each) => each !== "") ?? "WebGPU" }));
    process.exit(adapter === null ? 1 : 0);
  `;
}
