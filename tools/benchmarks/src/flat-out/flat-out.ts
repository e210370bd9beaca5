import { cpus, loadavg } from 'node:os';
import { FarSideProcess } from '../polling/far-side-process.js';
import { flatOutReport, type PollerRuns } from './flat-out-report.js';
import { pollers, type Poller } from './rivals.js';
import { pinnedTo, runPoller, type PollerFigures } from './run-poller.js';

/** Asked at the same time by each poller, one request on each connection. */
const devices = 100;
const runs = 3;
const secondsOfRun = 8;

/** How many polls a core makes when it does nothing else, by the connector and by others, in turns. */
export async function flatOut(): Promise<void> {
  const rivals = await pollers((text) => console.log(text));
  const [pinning, ofDevices] = [await pinnedTo(0), await pinnedTo(1)];
  const farSide = await FarSideProcess.start('modbus', devices, 1_000, ofDevices);
  try {
    const figures = new Map<Poller, PollerFigures[]>(rivals.map((poller) => [poller, []]));
    for (let run = 1; run <= runs; run++) {
      for (const [poller, done] of figures) {
        console.log(`run ${run} of ${runs}: ${poller.name}, ${secondsOfRun} s…`);
        done.push(await runPoller(poller, { seconds: secondsOfRun, ports: farSide.ports, pinning }));
      }
    }
    const all = [...figures].map(([{ name, includes }, done]): PollerRuns => ({
      name,
      includes,
      runs: done,
    }));
    const pinned = pinning.length > 0 ? 'pinned to one core' : 'not pinned (no taskset)';
    console.log(
      `\nthe same 51 registers of ${devices} Modbus TCP devices, flat out, ${pinned}; ${cpus().length} cores ` +
        `(${cpus()[0]?.model}), Node ${process.version}, load of the machine ${loadavg()[0]?.toFixed(1)}\n`,
    );
    console.log(flatOutReport(all));
  } finally {
    await farSide.stop();
  }
}
