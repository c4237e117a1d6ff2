/** For tests: notebooks run from the first cell to the last by the real kernel, as Jupyter does. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../tangle/index.ts";
import type { Notebook } from "../notebooks/notebook.ts";

/** What runs them. */
export interface Kernel {
  /** The notebook with the outputs of this run; it alone lies in the folder in which it is run. Throws where a cell does not come to its end. */
  readonly run: (notebook: Notebook) => Promise<Notebook>;
}

/** Finds what runs notebooks; a sentence that says what is missing, and how it is installed, where there is none. */
export function kernelHere(): Kernel | string {
  const deno = denoPath();
  if (deno === null) return "the package deno has no executable for this machine";
  const python = pythons.find((each) => spawnSync(each, ["-c", "import nbclient"], { stdio: "ignore" }).status === 0);
  if (python === undefined) return "nbclient, which runs them, is missing; install it with: apt-get install -y --no-install-recommends python3-nbclient";
  return { run: (notebook) => ranBy({ deno, python }, notebook) };
}

/** The system's own has the system's packages, whichever comes first. */
const pythons = ["python3", "/usr/bin/python3"];

/** The executable comes in a package of its own for each kind of machine. */
function denoPath(): string | null {
  const folder = join(projectFolder, "node_modules/@deno");
  const found = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, "deno")) : [];
  return found.find((path) => existsSync(path) && spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0) ?? null;
}

/** The kernel may say that it is idle before the last lines have come: what was printed before says how much is to be waited for. */
const driver = `
import queue, sys, time, nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete
from nbclient.util import ensure_async

def printed(cell):
    return sum(len(output.text) for output in cell.outputs if output.output_type == "stream")

class Client(NotebookClient):
    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        await super()._async_poll_output_msg(parent_msg_id, cell, cell_index)
        end = time.monotonic() + 10
        while printed(cell) < expected[cell.id] and time.monotonic() < end:
            try:
                message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=0.1))
                if message["parent_header"].get("msg_id") == parent_msg_id:
                    self.process_message(message, cell, cell_index)
            except (queue.Empty, CellExecutionComplete):
                pass

path = sys.argv[1]
notebook = nbformat.read(path, as_version=4)
expected = {cell.id: printed(cell) for cell in notebook.cells if cell.cell_type == "code"}
Client(notebook, timeout=3600, kernel_name="deno", allow_errors=True).execute()
nbformat.write(notebook, path)
`;

interface Programs {
  readonly deno: string;
  readonly python: string;
}

async function ranBy({ deno, python }: Programs, notebook: Notebook): Promise<Notebook> {
  const place = mkdtempSync(join(tmpdir(), "notebook-"));
  try {
    const [kernels, folder] = [join(place, "kernels/deno"), join(place, "notebook")];
    for (const each of [kernels, folder]) mkdirSync(each, { recursive: true });
    writeFileSync(join(kernels, "kernel.json"), JSON.stringify({ argv: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"], display_name: "Deno", language: "typescript" }));
    const path = join(folder, "notebook.ipynb");
    writeFileSync(path, JSON.stringify(notebook));
    await driven([python, path], { cwd: folder, env: { ...process.env, JUPYTER_PATH: place, DENO_DIR: join(place, "cache"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" } });
    return JSON.parse(readFileSync(path, "utf8")) as Notebook;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function driven([python, path]: readonly [string, string], options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ["-c", driver, path], { ...options, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (piece: Buffer) => void (said += piece.toString()));
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`the notebook was not run to its end:\n${said.slice(-3000)}`))));
  });
}
