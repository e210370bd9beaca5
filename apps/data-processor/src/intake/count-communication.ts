import type { Communication, CommunicationPeriod } from '@trackingbms/tenant-database';

/**
 * Periods that are remembered one by one. Connectors that share a battery may lie so far apart; what is older than all
 * of them has either been counted or comes too late to be told from what was.
 */
const remembered = 8;
const mostKinds = 20;
const kindOfItsOwn = /^[a-z][a-z-]{0,29}$/;
/** Where what a newer connector calls by strange names goes, so that a battery's row stays small. */
const otherKind = 'other';

/** Adds a period once, however often it is said; answers the same object when it has been counted. */
export function countCommunication(before: Communication | null, period: CommunicationPeriod): Communication {
  if (before === null) {
    const failures = sumOf({}, period.failures);
    const { since, at, readings } = period;
    return { since, readings, failures, lastPeriod: { ...period, failures }, counted: [[since, at]] };
  }
  if (isCounted(before, period)) return before;
  const { lastPeriod } = before;
  return {
    since: Math.min(before.since, period.since),
    readings: added(before.readings, period.readings),
    failures: sumOf(before.failures, period.failures),
    lastPeriod: period.at >= lastPeriod.at ? { ...period, failures: sumOf({}, period.failures) } : lastPeriod,
    counted: newest([...before.counted, [period.since, period.at]]),
  };
}

function isCounted({ counted }: Communication, { since, at }: CommunicationPeriod): boolean {
  if (counted.some(([begin, end]) => begin === since && end === at)) return true;
  return counted.length === remembered && at < (counted[0]?.[1] ?? 0);
}

const newest = (periods: Communication['counted'][number][]): Communication['counted'] =>
  periods.sort(([, one], [, other]) => one - other).slice(-remembered);

type Counts = Readonly<Record<string, number>>;

function sumOf(before: Counts, more: Counts): Counts {
  const sums = new Map(Object.entries(before));
  for (const [kind, count] of Object.entries(more)) {
    if (count === 0) continue;
    const isKnown = sums.has(kind) || (kindOfItsOwn.test(kind) && sums.size < mostKinds);
    const name = isKnown ? kind : otherKind;
    sums.set(name, added(sums.get(name) ?? 0, count));
  }
  return Object.fromEntries(sums);
}

const added = (one: number, other: number): number => Math.min(one + other, Number.MAX_SAFE_INTEGER);
