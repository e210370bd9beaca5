import type { PollCount } from './arrivals.js';
import type { ConnectorFigures } from './connector-process.js';

export interface PollingRun {
  readonly counts: Readonly<Record<string, PollCount>>;
  readonly before: ConnectorFigures;
  readonly after: ConnectorFigures;
  /** Between the two. */
  readonly seconds: number;
}

const megabyte = 1024 * 1024;

/** What was aimed at and what came out, in Markdown. */
export function pollingReport({ counts, before, after, seconds }: PollingRun): string {
  const rows = Object.entries(counts).map(([kind, count]) => countRow(kind, count));
  const thousands = Object.values(counts).reduce((sum, { devices }) => sum + devices, 0) / 1_000;
  const cores = (after.processorSeconds - before.processorSeconds) / seconds;
  const pollsPerCore = (after.polls - before.polls) / (after.processorSeconds - before.processorSeconds);
  const megabytes = after.residentBytes / megabyte;
  return [
    '| devices | number | polls | on time (within 5 %) | late or early | missed | worst ms away |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `connector: ${after.polls - before.polls} good polls, ${after.failures - before.failures} failed, ` +
      `${after.skipped - before.skipped} skipped, ${after.published - before.published} events acknowledged by Kafka`,
    `processor: ${(cores * 100).toFixed(0)} % of one core, ${((cores * 100) / thousands).toFixed(1)} % per 1,000 devices`,
    `polls per second of processor time, Kafka included: ${pollsPerCore.toFixed(0)}`,
    `memory: ${megabytes.toFixed(0)} MB resident, ${(megabytes / thousands).toFixed(1)} MB per 1,000 devices`,
    `event loop: held up for ${(after.longestStall * 1_000).toFixed(0)} ms at most, ` +
      `${((100 * (after.garbageSeconds - before.garbageSeconds)) / seconds).toFixed(1)} % of the time for garbage`,
  ].join('\n');
}

function countRow(kind: string, { devices, polls, onTime, missed, worst }: PollCount): string {
  const share = (100 * onTime) / Math.max(1, polls + missed);
  const cells = [kind, devices, polls, `${share.toFixed(2)} %`, polls - onTime, missed, worst.toFixed(0)];
  return `| ${cells.join(' | ')} |`;
}
