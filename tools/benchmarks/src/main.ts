import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStack } from '@trackingbms/local-stack';
import { prepareFleets } from './intake/prepare-fleets.js';
import { runIntake, type IntakeResult } from './intake/intake-run.js';
import { parseOptions } from './options.js';
import { table } from './report.js';

const day = 86_400_000;

/** Readings a second from a filled topic to committed rows, beside what the same machine inserts at best. */
async function benchmark(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const folder = await mkdtemp(join(tmpdir(), 'trackingbms-bench-'));
  const stack = await LocalStack.start({ folder, onFailure: (error) => console.error(error.message) });
  process.once('exit', () => stack.killNow());
  try {
    const fleets = await prepareFleets(stack, options.tenants, options.batteries);
    const results: IntakeResult[] = [];
    for (let run = 0; run < options.runs; run++) {
      console.log(`run ${run + 1} of ${options.runs}: ${options.readings} readings…`);
      const from = Date.now() - day + run * Math.floor(day / (options.runs + 1));
      results.push(await runIntake({ stack, fleets, readings: options.readings, from }));
    }
    console.log(
      `\n${options.tenants} tenant(s) x ${options.batteries} batteries, ${options.readings} readings of ` +
        `${results[0]?.bytesPerReading} bytes, ${cpus().length} cores (${cpus()[0]?.model}), Node ${process.version}\n`,
    );
    console.log(table(results));
  } finally {
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await benchmark();
