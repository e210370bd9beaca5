import { hourMilliseconds, rollUpHour, type Reading } from '@trackingbms/telemetry';
import { countsText, expectedCounts } from './simulated-communication.js';
import type { SentReading } from './simulated-records.js';
import { alertOf, type SimulatedTenant } from './simulated-tenant.js';
import { limitHigh, type SimulatedWorld } from './simulated-world.js';

/**
 * Compares what the databases hold with what was sent: each reading in exactly one row of its own tenant, nothing else,
 * and everything that is derived as it follows from the rows. Answers what is wrong.
 */
export function checkSimulation(world: SimulatedWorld): string[] {
  const { readings, letters } = world.maker.journal;
  const wrong = [
    ...world.violations,
    ...differences('letters', letters, world.letters),
    ...checkCommunication(world),
  ];
  for (const tenantId of world.tenantIds) {
    const expected = firstOfEach(readings.filter((sent) => sent.tenantId === tenantId));
    const tenant = world.tenant(tenantId);
    const found = [
      ...checkRows(tenant, expected),
      ...checkStates(tenant, expected),
      ...checkHours(tenant),
      ...checkAlerts(tenant),
    ];
    wrong.push(...found.map((text) => `tenant ${tenantId}: ${text}`));
  }
  return wrong;
}

/** Whether everything that was sent has arrived. */
export function hasConverged(world: SimulatedWorld): boolean {
  const { readings, letters } = world.maker.journal;
  if (world.letters.size < letters.size) return false;
  if ((world.owner?.intake.parkedTenants.length ?? 0) > 0) return false;
  const isStored = readings.every(({ tenantId, batteryId, timestamp }) =>
    world.tenant(tenantId).contents.rows.has(`${batteryId}/${timestamp}`),
  );
  return isStored && checkCommunication(world).length === 0;
}

/** Each report counts once, however often and in which order it came. */
function checkCommunication(world: SimulatedWorld): string[] {
  const found = world.tenantIds.flatMap((tenantId) =>
    [...world.tenant(tenantId).contents.states.values()].flatMap(({ batteryId, communication }) =>
      communication === null
        ? []
        : [`${tenantId}/${batteryId}: ${countsText(communication.readings, communication.failures)}`],
    ),
  );
  const expected = [...expectedCounts(world.maker.periods.sent)].map(([key, text]) => `${key}: ${text}`);
  return differences('communication', new Set(expected), new Set(found));
}

const keyOf = ({ batteryId, timestamp }: SentReading): string => `${batteryId}/${timestamp}`;

function firstOfEach(sent: readonly SentReading[]): Map<string, SentReading> {
  const first = new Map<string, SentReading>();
  for (const reading of sent) if (!first.has(keyOf(reading))) first.set(keyOf(reading), reading);
  return first;
}

function differences<T>(name: string, expected: ReadonlySet<T>, found: ReadonlySet<T>): string[] {
  const missing = [...expected]
    .filter((item) => !found.has(item))
    .map((item) => `${name}: ${String(item)} is missing`);
  const extra = [...found]
    .filter((item) => !expected.has(item))
    .map((item) => `${name}: ${String(item)} is too many`);
  return [...missing, ...extra];
}

function checkRows(tenant: SimulatedTenant, expected: ReadonlyMap<string, SentReading>): string[] {
  const { rows } = tenant.contents;
  const wrong = differences('rows', new Set(expected.keys()), new Set(rows.keys()));
  for (const [key, { reading }] of rows) {
    const sent = expected.get(key);
    if (sent && reading.packVoltage !== Number(sent.packVoltage.toFixed(3)))
      wrong.push(`row ${key} is not the first sent`);
  }
  return wrong;
}

function checkStates(tenant: SimulatedTenant, expected: ReadonlyMap<string, SentReading>): string[] {
  const newest = new Map<number, number>();
  for (const { batteryId, timestamp } of expected.values()) {
    newest.set(batteryId, Math.max(newest.get(batteryId) ?? 0, timestamp));
  }
  return [...newest].flatMap(([batteryId, timestamp]) => {
    const latest = tenant.contents.states.get(batteryId)?.latest?.timestamp;
    return latest === timestamp ? [] : [`state of ${batteryId} is of ${latest}, not of ${timestamp}`];
  });
}

function checkHours(tenant: SimulatedTenant): string[] {
  const { rows, hours } = tenant.contents;
  const expected = new Map<string, string>();
  for (const batteryId of tenant.batteryIds) {
    const own = [...rows.values()].filter((row) => row.batteryId === batteryId).map(({ reading }) => reading);
    for (const periodStart of hoursOf(own)) {
      const { sums } = rollUpHour({ batteryId, periodStart, readings: own });
      expected.set(`${batteryId}/${periodStart}`, JSON.stringify(sums));
    }
  }
  const wrong = differences('hours', new Set(expected.keys()), new Set(hours.keys()));
  for (const [key, { sums }] of hours) {
    if (expected.has(key) && expected.get(key) !== JSON.stringify(sums))
      wrong.push(`hour ${key} differs from its rows`);
  }
  return wrong;
}

const hoursOf = (readings: readonly Reading[]): Set<number> =>
  new Set(readings.map(({ timestamp }) => timestamp - (timestamp % hourMilliseconds)));

/** Every stream is one that can have happened, and a temperature alert is open exactly while the newest reading is hot. */
function checkAlerts(tenant: SimulatedTenant): string[] {
  const { streams, states } = tenant.contents;
  const impossible = [...streams.keys()].filter((stream) => statusOf(tenant, stream) === 'impossible');
  const wrong = [...states.values()].filter(({ batteryId, latest }) => {
    if (latest === null || latest.dataQuality === 'invalid') return false;
    const isOpen = statusOf(tenant, `${batteryId}/TEMPERATURE_HIGH`) !== 'quiet';
    return isOpen !== (latest.tempMax ?? 0) > limitHigh;
  });
  return [
    ...impossible.map((stream) => `alerts of ${stream} cannot have happened`),
    ...wrong.map(({ batteryId }) => `temperature alert of ${batteryId} does not fit its newest reading`),
  ];
}

function statusOf({ contents }: SimulatedTenant, stream: string): string {
  try {
    return alertOf((contents.streams.get(stream)?.events ?? []).map(({ event }) => event)).status;
  } catch {
    return 'impossible';
  }
}
