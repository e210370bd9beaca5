import { describe, expect, it } from '@jest/globals';
import { simulate } from './testing/simulate.js';

/** SIMULATION_SEED runs one seed again, SIMULATION_SEEDS says how many are run, SIMULATION_FROM where they begin. */
const only = process.env.SIMULATION_SEED;
const from = Number(process.env.SIMULATION_FROM ?? 1);
const count = Number(process.env.SIMULATION_SEEDS ?? 500);
const seeds = only === undefined ? Array.from({ length: count }, (_, index) => from + index) : [Number(only)];

describe('the intake under any fault', () => {
  it(
    `keeps every reading in exactly one row of its tenant (${seeds.length} seeds)`,
    async () => {
      const failed: { seed: number; wrong: readonly string[] }[] = [];
      let crashes = 0;
      let parkings = 0;
      for (const seed of seeds) {
        const result = await simulate({ seed, tenants: 1 + (seed % 4), records: 60 });
        crashes += result.crashes;
        parkings += result.parkings;
        if (result.wrong.length > 0) failed.push({ seed, wrong: result.wrong.slice(0, 5) });
      }
      expect(failed.slice(0, 3)).toEqual([]);
      // A simulator that breaks nothing proves nothing.
      if (seeds.length >= 100) expect(Math.min(crashes, parkings)).toBeGreaterThan(seeds.length / 4);
    },
    60_000 + seeds.length * 200,
  );
});
