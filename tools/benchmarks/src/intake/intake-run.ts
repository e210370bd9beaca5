import { setTimeout as delay } from 'node:timers/promises';
import type { LocalStack } from '@trackingbms/local-stack';
import { CommittedRows } from './committed-rows.js';
import { fillTopic, type Fleet } from './fill-topic.js';
import { plainInsertRate } from './plain-insert.js';
import { guardedProcess, peakMegabytes, processorSeconds } from './processor-time.js';

export interface IntakeResult {
  readonly readings: number;
  readonly bytesPerReading: number;
  /** Rows a second between the first and the last commit that was seen. */
  readonly intakeRate: number;
  /** Seconds from the start of the process to the first committed row. */
  readonly firstRowSeconds: number;
  readonly plainRate: number;
  readonly plainRateFour: number;
  /** µs of processor time a row: the processor's and the database's. */
  readonly processorMicroseconds: number;
  readonly databaseMicroseconds: number;
  readonly peakMegabytes: number;
}

export interface IntakeSetting {
  readonly stack: LocalStack;
  readonly fleets: readonly Fleet[];
  readonly readings: number;
  /** Epoch milliseconds of the first reading: each run has times of its own. */
  readonly from: number;
}

/** Fills the topic while nobody reads, then starts the processor and watches the tenants' checkpoints. */
export async function runIntake({ stack, fleets, readings, from }: IntakeSetting): Promise<IntakeResult> {
  const databases = fleets.map(({ tenantId }) => `client_${tenantId}_batteries`);
  const rows = await CommittedRows.open(stack.mariaDb, databases);
  try {
    const service = stack.service('data-processor');
    await service.stop();
    const storedBefore = await rows.stored();
    const bytesPerReading = await fillTopic(stack.kafka.brokers, fleets, readings, from);
    const wanted = Math.floor(readings / fleets.length) * fleets.length;
    const measured = await watch(stack, rows, wanted);
    const stored = (await rows.stored()) - storedBefore;
    if (stored !== wanted) throw new Error(`${wanted} readings were published, ${stored} are stored`);
    const [database = ''] = databases;
    const plainRate = await plainInsertRate(stack.mariaDb, database, 1);
    const plainRateFour = await plainInsertRate(stack.mariaDb, database, 4);
    return { readings: wanted, bytesPerReading, plainRate, plainRateFour, ...measured };
  } finally {
    await rows.close();
  }
}

async function watch(stack: LocalStack, rows: CommittedRows, wanted: number) {
  const mariaDb = await guardedProcess(stack.mariaDb.process.pid, /mariadbd/);
  const databaseBefore = await processorSeconds(mariaDb);
  const before = await rows.position();
  const begun = seconds();
  const starting = stack.service('data-processor').start();
  starting.catch(() => undefined);
  const first = await reach(rows, before + 1);
  const firstAt = seconds();
  await reach(rows, before + wanted);
  const lastAt = seconds();
  await starting;
  const pid = stack.service('data-processor').process?.pid ?? 0;
  const counted = wanted - (first - before);
  return {
    intakeRate: counted / (lastAt - firstAt),
    firstRowSeconds: firstAt - begun,
    processorMicroseconds: ((await processorSeconds(pid)) * 1e6) / wanted,
    databaseMicroseconds: (((await processorSeconds(mariaDb)) - databaseBefore) * 1e6) / wanted,
    peakMegabytes: await peakMegabytes(pid),
  };
}

async function reach(rows: CommittedRows, wanted: number): Promise<number> {
  for (;;) {
    const position = await rows.position();
    if (position >= wanted) return position;
    await delay(20);
  }
}

const seconds = (): number => Number(process.hrtime.bigint()) / 1e9;
