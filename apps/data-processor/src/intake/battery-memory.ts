import type { StoredAlert } from '@trackingbms/alerts';
import { defaultMaxGap, hourStart, type Reading, type RollUp } from '@trackingbms/telemetry';
import { unheardBattery, type BatteryState, type HourKey } from '@trackingbms/tenant-database';
import type { IntakeStores } from './intake-ports.js';

/** What is kept of a battery between two batches, as the database has it. Never changed in place. */
export interface BatteryMemory {
  readonly state: BatteryState;
  /** The newest reading that is not invalid: the left neighbour of the next one. */
  readonly lastValid: Reading | null;
  /** By their start, the hours of the newest and of the newest valid reading: what comes next adds to them. */
  readonly hours: ReadonlyMap<number, RollUp>;
  readonly storedAlerts: readonly StoredAlert[];
}

/** Starts of the hours that readings newer than the newest can still add to. */
export function openHours(state: BatteryState, lastValid: Reading | null): number[] {
  const times = [state.latest, lastValid].flatMap((reading) =>
    reading ? [hourStart(reading.timestamp)] : [],
  );
  return [...new Set(times)];
}

/** Reads what is known of batteries from the database, a fixed number of statements for all of them. */
export async function loadBatteries(
  stores: IntakeStores,
  batteryIds: readonly number[],
): Promise<Map<number, BatteryMemory>> {
  const states = new Map((await stores.states.load(batteryIds)).map((state) => [state.batteryId, state]));
  const alerts = grouped(await stores.alerts.loadOpen(batteryIds), ({ alert }) => alert.batteryId);
  const lastValid = await loadLastValid(stores, [...states.values()]);
  const loaded = await stores.rollUps.load(hoursToLoad([...states.values()], lastValid));
  const hours = grouped(loaded, ({ batteryId }) => batteryId);
  return new Map(
    batteryIds.map((batteryId) => [
      batteryId,
      {
        state: states.get(batteryId) ?? unheardBattery(batteryId),
        lastValid: lastValid.get(batteryId) ?? null,
        hours: new Map(hours.get(batteryId)?.map((hour) => [hour.periodStart, hour])),
        storedAlerts: alerts.get(batteryId) ?? [],
      },
    ]),
  );
}

function grouped<T>(items: readonly T[], batteryOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(batteryOf(item));
    if (group) group.push(item);
    else groups.set(batteryOf(item), [item]);
  }
  return groups;
}

async function loadLastValid(
  stores: IntakeStores,
  states: readonly BatteryState[],
): Promise<Map<number, Reading>> {
  const found = new Map<number, Reading>();
  for (const { batteryId, latest } of states) {
    if (latest === null) continue;
    const { timestamp } = latest;
    const valid =
      latest.dataQuality === 'invalid'
        ? await stores.readings.lastValid(batteryId, timestamp, timestamp - defaultMaxGap)
        : latest;
    if (valid !== null) found.set(batteryId, valid);
  }
  return found;
}

function hoursToLoad(states: readonly BatteryState[], lastValid: ReadonlyMap<number, Reading>): HourKey[] {
  return states.flatMap((state) => {
    const { batteryId } = state;
    const starts = openHours(state, lastValid.get(batteryId) ?? null);
    return starts.map((periodStart) => ({ batteryId, periodStart }));
  });
}
