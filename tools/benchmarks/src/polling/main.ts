import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPrivateKafka } from '@trackingbms/local-stack';
import { flatOut } from '../flat-out/flat-out.js';
import type { PollCount } from './arrivals.js';
import { ConnectorProcess } from './connector-process.js';
import { FarSideProcess } from './far-side-process.js';
import { filesAllowed, filesNeeded, parsePollingOptions, type PollingOptions } from './polling-options.js';
import { pollingReport, type PollingRun } from './polling-report.js';
import { publishFleet } from './publish-fleet.js';

const longestWarmUp = 60_000;

/** Thousands of devices at their interval from one connector, on a real Kafka, counted by the devices. */
async function benchmark(): Promise<void> {
  const options = parsePollingOptions(process.argv.slice(2));
  if (options.flatOut) return flatOut();
  const [needed, allowed] = [filesNeeded(options), await filesAllowed()];
  if (needed > allowed)
    throw new Error(`a process needs ${needed} open files and may have ${allowed}: ulimit -n ${needed}`);
  const folder = await mkdtemp(join(tmpdir(), 'trackingbms-bench-polling-'));
  const kafka = await startPrivateKafka();
  try {
    const run = await measured(options, folder, kafka.brokers);
    console.log(
      `\none connector, every ${options.interval} s, measured for ${run.seconds.toFixed(0)} s; ${cpus().length} cores ` +
        `(${cpus()[0]?.model}), Node ${process.version}, load of the machine ${loadavg()[0]?.toFixed(1)}, ` +
        `${needed} of ${allowed} open files needed\n`,
    );
    console.log(pollingReport(run));
  } finally {
    await kafka.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(options: PollingOptions, folder: string, brokers: string): Promise<PollingRun> {
  const { interval } = options;
  const farSides = await Promise.all(
    (['modbus', 'thingset'] as const).map((kind) =>
      FarSideProcess.start(kind, options[kind], interval * 1_000),
    ),
  );
  try {
    const devices = farSides.flatMap(({ kind, ports }) => ports.map((port) => ({ kind, port })));
    await publishFleet(brokers, devices, interval);
    console.log(`${devices.length} devices, starting the connector…`);
    const connector = await ConnectorProcess.start(folder, brokers);
    try {
      await warm(farSides, interval);
      console.log(`all of them were asked, measuring for ${options.seconds} s…`);
      return await window(options, farSides, connector);
    } finally {
      await connector.stop();
    }
  } finally {
    await Promise.all(farSides.map((each) => each.stop()));
  }
}

/** Until every device has been asked, and for one interval after that. */
async function warm(farSides: readonly FarSideProcess[], interval: number): Promise<void> {
  const all = farSides.reduce((sum, { ports }) => sum + ports.length, 0);
  for (const end = Date.now() + longestWarmUp; Date.now() < end; await pause(500)) {
    const seen = await Promise.all(farSides.map((each) => each.seen()));
    if (seen.reduce((sum, count) => sum + count, 0) === all) break;
  }
  await pause(interval * 1_000);
}

async function window(
  { seconds }: PollingOptions,
  farSides: readonly FarSideProcess[],
  connector: ConnectorProcess,
): Promise<PollingRun> {
  const before = await connector.figures();
  const begin = performance.now();
  await Promise.all(farSides.map((each) => each.begin()));
  await pause(seconds * 1_000);
  const counts: Record<string, PollCount> = {};
  for (const each of farSides) counts[each.kind] = await each.end();
  const after = await connector.figures();
  return { counts, before, after, seconds: (performance.now() - begin) / 1_000 };
}

await benchmark();
