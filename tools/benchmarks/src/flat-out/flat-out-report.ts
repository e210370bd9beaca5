import { median } from '../report.js';
import type { PollerFigures } from './run-poller.js';

export interface PollerRuns {
  readonly name: string;
  readonly includes: string;
  readonly runs: readonly PollerFigures[];
}

/** Polls in a second of processor time: on a busy machine a second of the clock says nothing. */
export const rate = ({ polls, processorSeconds }: PollerFigures): number => polls / processorSeconds;

/** All runs with their median, and how the first poller compares with each other one, in Markdown. */
export function flatOutReport(pollers: readonly PollerRuns[]): string {
  const [first] = pollers;
  const own = first ? median(first.runs.map(rate)) : NaN;
  const numbers = first?.runs.map((_, index) => `run ${index + 1}`) ?? [];
  return [
    `| polls per second of one core | ${numbers.join(' | ')} | median | connector : it | failed |`,
    `| --- | ${numbers.map(() => '---').join(' | ')} | --- | --- | --- |`,
    ...pollers.map((poller) => row(poller, own)),
    '',
    ...pollers.map(({ name, includes }) => `${name}: ${includes}`),
  ].join('\n');
}

function row({ name, runs }: PollerRuns, own: number): string {
  const middle = median(runs.map(rate));
  const failed = runs.reduce((sum, { failures }) => sum + failures, 0);
  const rates = runs.map((run) => rate(run).toFixed(0));
  return `| ${[name, ...rates, middle.toFixed(0), (own / middle).toFixed(2), failed].join(' | ')} |`;
}
