/** CUDA as C++: what it adds to the language is read away, and every character keeps its place. */

/**
 * The text with qualifiers (`__global__`, `__launch_bounds__(256)`, …) as spaces, and the brackets of a launch,
 * `<<<grid, block>>>`, as those of a call, so that a template may be launched, too. No grammar of CUDA comes without a
 * compiler that runs when it is installed.
 */
export function asCpp(text: string): string {
  return text
    .replace(/\b__(?:global|device|host|shared|constant|managed|restrict|forceinline|noinline|grid_constant)__\b/g, blank)
    .replace(/\b__launch_bounds__\s*\([^()]*\)/g, blank)
    .replace(/<<<(?=[^;{}]*?>>>)/g, "(  ")
    .replace(/>>>(?=\s*\()/g, "  )");
}

function blank(written: string): string {
  return written.replace(/[^\n]/g, " ");
}
