export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

/** Sums the closing `Tests:` lines of every Jest run in the output; a cached run prints its own again. */
export function countTests(output: string): TestCount {
  let passed = 0;
  let failed = 0;
  for (const [line] of output.matchAll(/^.*\bTests:\s.*\btotal\s*$/gm)) {
    passed += Number(/(\d+) passed/.exec(line)?.[1] ?? 0);
    failed += Number(/(\d+) failed/.exec(line)?.[1] ?? 0);
  }
  return { passed, failed };
}
