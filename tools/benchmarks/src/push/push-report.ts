import { median } from '../report.js';
import type { PlainRate } from './plain-producer.js';

/** One run with batches of one size. */
export interface PushRun {
  readonly batch: number;
  readonly readings: number;
  /** Requests that were sent again because the log had them not in time. */
  readonly again: number;
  /** Of the connector. */
  readonly pushed: PlainRate;
  /** Of the bare client. */
  readonly plain: PlainRate;
}

const columns: readonly [title: string, figure: (run: PushRun) => number, decimals: number][] = [
  ['pushed readings/s', ({ readings, pushed }) => readings / pushed.seconds, 0],
  ['per core-second', ({ readings, pushed }) => readings / pushed.processorSeconds, 0],
  ['plain producer readings/s', ({ readings, plain }) => readings / plain.seconds, 0],
  ['per core-second', ({ readings, plain }) => readings / plain.processorSeconds, 0],
  ['ratio of readings/s', ({ pushed, plain }) => plain.seconds / pushed.seconds, 2],
  ['sent again', ({ again }) => again, 0],
  ['ratio per core', ({ pushed, plain }) => plain.processorSeconds / pushed.processorSeconds, 2],
];

/** A table of all runs with the median of each size of batch, in Markdown. */
export function pushTable(runs: readonly PushRun[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const rows = (batch: number, of: readonly PushRun[]): string[] => [
    ...of.map((run, index) => line([batch, `run ${index + 1}`, ...columns.map(cellOf(run))])),
    line([
      batch,
      'median',
      ...columns.map(([, figure, decimals]) => median(of.map(figure)).toFixed(decimals)),
    ]),
  ];
  const batches = [...new Set(runs.map(({ batch }) => batch))];
  return [
    line(['batch', '', ...columns.map(([title]) => title)]),
    line(['---', '---', ...columns.map(() => '---')]),
    ...batches.flatMap((batch) =>
      rows(
        batch,
        runs.filter((run) => run.batch === batch),
      ),
    ),
  ].join('\n');
}

const cellOf =
  (run: PushRun) =>
  ([, figure, decimals]: (typeof columns)[number]): string =>
    figure(run).toFixed(decimals);
