import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startPrivateKafka } from '@trackingbms/local-stack';
import kafkajs from 'kafkajs';
import { ConnectorProcess } from '../polling/connector-process.js';
import { makeTopicForAgain, produceAgain } from './plain-producer.js';
import { pushRequests } from './push-bodies.js';
import { publishPushers, pushers } from './push-fleet.js';
import { pushAll } from './push-load.js';
import { parsePushOptions, type PushOptions } from './push-options.js';
import { pushTable, type PushRun } from './push-report.js';
import { RecordedEvents } from './recorded-events.js';

const day = 86_400_000;
/** Readings of every run are of a day of their own, all of them past, so that none is a repeat. */
const firstDay = Date.now() - 100 * day;
const unlimited = { INGEST_READINGS_PER_MINUTE: '100000000' };

interface Bench {
  readonly kafka: kafkajs.Kafka;
  readonly connector: ConnectorProcess;
  readonly recorded: RecordedEvents;
  readonly url: string;
  readonly options: PushOptions;
}

/** Readings pushed over HTTP and answered after acks=all, beside the bare producer of the same records. */
async function benchmark(): Promise<void> {
  const options = parsePushOptions(process.argv.slice(2));
  const folder = await mkdtemp(join(tmpdir(), 'trackingbms-bench-push-'));
  const server = await startPrivateKafka();
  try {
    const runs = await measured(options, folder, server.brokers);
    console.log(
      `\none connector, ${options.connections} connections kept open; ${cpus().length} cores (${cpus()[0]?.model}), ` +
        `Node ${process.version}, load of the machine ${loadavg()[0]?.toFixed(1)}\n`,
    );
    console.log(pushTable(runs));
  } finally {
    await server.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(options: PushOptions, folder: string, brokers: string): Promise<PushRun[]> {
  const quiet = kafkajs.logLevel.ERROR;
  const kafka = new kafkajs.Kafka({ clientId: 'benchmark', brokers: [brokers], logLevel: quiet });
  await publishPushers(kafka);
  await makeTopicForAgain(kafka);
  const port = await freePort();
  const settings = { ...unlimited, HTTP_HOST: '127.0.0.1', HTTP_PORT: String(port) };
  const connector = await ConnectorProcess.start(folder, brokers, settings);
  const recorded = await RecordedEvents.follow(kafka);
  try {
    const bench = { kafka, connector, recorded, url: `http://127.0.0.1:${port}/v1/ingest`, options };
    return await allRuns(bench);
  } finally {
    await recorded.stop();
    await connector.stop();
  }
}

async function allRuns(bench: Bench): Promise<PushRun[]> {
  const { singles, hundreds, runs } = bench.options;
  const shapes = [
    { batch: 1, requests: singles },
    { batch: 100, requests: hundreds },
  ];
  const results: PushRun[] = [];
  // The first of each shape is not counted: it is the one in which the programs get warm.
  for (let run = 0; run <= runs; run++) {
    for (const [index, { batch, requests }] of shapes.entries()) {
      console.log(
        run === 0 ? `warming up, batches of ${batch}…` : `run ${run} of ${runs}, batches of ${batch}…`,
      );
      const from = firstDay + (2 * run + index) * day;
      const result = await oneRun(bench, {
        batch,
        requests: run === 0 ? Math.ceil(requests / 5) : requests,
        from,
      });
      if (run > 0) results.push(result);
    }
  }
  return results;
}

async function oneRun(
  { kafka, connector, recorded, url, options }: Bench,
  { batch, requests, from }: { batch: number; requests: number; from: number },
): Promise<PushRun> {
  const bodies = pushRequests(pushers, { requests, readings: batch, from });
  const before = await connector.figures();
  const begin = performance.now();
  recorded.pause();
  const again = await pushAll(url, bodies, options.connections);
  const seconds = (performance.now() - begin) / 1_000;
  const after = await connector.figures();
  const events = await recorded.take(requests);
  recorded.pause();
  const plain = await produceAgain(kafka, events, options.connections);
  const processorSeconds = after.processorSeconds - before.processorSeconds;
  return { batch, readings: requests * batch, again, pushed: { seconds, processorSeconds }, plain };
}

await benchmark();
