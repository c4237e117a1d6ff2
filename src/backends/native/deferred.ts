// Tangled from book/interlude-b-the-processor/06-command-buffers.md. Edit the book, then: npm run tangle
/** The native backend behind a command buffer. */
import type { Addon, NativePath } from "./addon.ts";
import { CommandBuffer } from "./commands.ts";
import { nativeBackend, type NativeBackend } from "./native.ts";

/** A native backend whose kernels wait in a buffer. */
export type DeferredBackend = NativeBackend & { readonly commands: CommandBuffer };

/** The native backend, whose kernels run when somebody reads, writes or synchronizes; the options are those of the buffer. */
export function deferredBackend(addon: Addon, path: NativePath = addon.paths[0]!, options?: { readonly length?: number; readonly bytes?: number }): DeferredBackend {
  const commands = new CommandBuffer(addon, path, options);
  return Object.assign(nativeBackend(addon, commands.path, commands), { name: `native ${path.name}, deferred`, commands });
}
//# sourceMappingURL=../../.maps/backends/native/deferred.ts.map
