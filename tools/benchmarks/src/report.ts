import type { IntakeResult } from './intake/intake-run.js';

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
};

const columns: readonly [title: string, figure: (result: IntakeResult) => number, decimals: number][] = [
  ['rows/s', ({ intakeRate }) => intakeRate, 0],
  ['plain INSERT rows/s (1 conn.)', ({ plainRate }) => plainRate, 0],
  ['ratio', ({ intakeRate, plainRate }) => intakeRate / plainRate, 2],
  ['plain INSERT rows/s (4 conn.)', ({ plainRateFour }) => plainRateFour, 0],
  ['ratio', ({ intakeRate, plainRateFour }) => intakeRate / plainRateFour, 2],
  ['µs/row processor', ({ processorMicroseconds }) => processorMicroseconds, 1],
  ['µs/row database', ({ databaseMicroseconds }) => databaseMicroseconds, 1],
  ['peak MB', ({ peakMegabytes }) => peakMegabytes, 0],
  ['first row s', ({ firstRowSeconds }) => firstRowSeconds, 2],
];

/** A table of all runs with their median, in Markdown. */
export function table(results: readonly IntakeResult[]): string {
  const line = (name: string, cells: readonly string[]): string => `| ${[name, ...cells].join(' | ')} |`;
  const runs = results.map((result, index) =>
    line(
      `run ${index + 1}`,
      columns.map(([, figure, decimals]) => figure(result).toFixed(decimals)),
    ),
  );
  const medians = columns.map(([, figure, decimals]) => median(results.map(figure)).toFixed(decimals));
  return [
    line(
      '',
      columns.map(([title]) => title),
    ),
    line(
      '---',
      columns.map(() => '---'),
    ),
    ...runs,
    line('median', medians),
  ].join('\n');
}
