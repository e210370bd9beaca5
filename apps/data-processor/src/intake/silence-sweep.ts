import { isCritical, alertChanges } from '@trackingbms/alerts';
import { unheardBattery } from '@trackingbms/tenant-database';
import type { Clock } from '../clock/clock.js';
import type { FleetView, WatchedBattery } from '../fleet-view/watched-battery.js';
import { storedAfter } from './apply-chunk.js';
import { loadBatteries, type BatteryMemory } from './battery-memory.js';
import { followSilence } from './follow-battery.js';
import type { IntakeObserver } from './intake-ports.js';
import type { PartitionIntake } from './partition-intake.js';
import type { LaneChange } from './tenant-lane.js';

export interface SweepDependencies {
  readonly fleet: FleetView;
  readonly clock: Clock;
  readonly observer: Pick<IntakeObserver, 'alertsChanged'>;
  /** Whether readings of the battery come on this partition. */
  owns(partition: PartitionIntake, tenantId: number, batteryId: number): boolean;
}

/** ms; a battery polled more often than every 20 s is not called silent any sooner. */
const shortestSilence = 60_000;
const pollsMissed = 3;
const reason = 'silence';

/**
 * Says that a polled battery is not heard any more although no connector said so, because the connector itself is gone.
 * Silence counts only from when this process listens at the head of the partition, so that neither a restart nor a
 * backlog looks like one. In steady state it looks at memory alone.
 */
export async function sweepSilence(partition: PartitionIntake, deps: SweepDependencies): Promise<void> {
  for (const tenantId of deps.fleet.tenantIds()) await sweepTenant(partition, tenantId, deps);
}

async function sweepTenant(
  partition: PartitionIntake,
  tenantId: number,
  deps: SweepDependencies,
): Promise<void> {
  const listening = partition.listening(tenantId);
  if (listening === undefined || !deps.fleet.isServed(tenantId)) return;
  const { lane, since } = listening;
  const suspects = [...deps.fleet.batteriesOf(tenantId)].filter(
    (battery) =>
      isQuiet(battery, lane.memoryOf(battery.batteryId), since, deps.clock.now()) &&
      deps.owns(partition, tenantId, battery.batteryId),
  );
  if (suspects.length === 0) return;
  try {
    await lane.change(reportSilence(suspects, { tenantId, since, ...deps }));
  } catch {
    // Its database is away, or somebody else was quicker: the next sweep looks again.
  }
}

/** Quiet for too long, and nothing has been said of it yet that still holds. */
function isQuiet(
  battery: WatchedBattery,
  memory: BatteryMemory | undefined,
  since: number,
  now: number,
): boolean {
  if (battery.pollInterval === null) return false;
  const heard = Math.max(memory?.state.lastDataReceived ?? 0, since);
  if (now - heard <= Math.max(pollsMissed * battery.pollInterval, shortestSilence)) return false;
  return memory?.state.connection !== 'offline' || hasGotWorse(battery, memory, now);
}

/** A loss that is known already and has become critical by lasting. One that a user has resolved is left so. */
function hasGotWorse(
  { alertSettings }: WatchedBattery,
  { state, storedAlerts }: BatteryMemory,
  now: number,
): boolean {
  const known = storedAlerts.find(({ alert }) => alert.code === 'COMMUNICATION_LOST')?.alert;
  if (known === undefined || isCritical(known.severity)) return false;
  return now - (state.latest?.timestamp ?? now) >= alertSettings.communicationCriticalAfter;
}

interface Report extends SweepDependencies {
  readonly tenantId: number;
  readonly since: number;
}

function reportSilence(suspects: readonly WatchedBattery[], report: Report): LaneChange {
  return async (stores, known) => {
    const { clock, observer, since, tenantId } = report;
    const now = clock.now();
    const missing = suspects.map(({ batteryId }) => batteryId).filter((id) => !known.has(id));
    const loaded = await loadBatteries(stores, missing);
    const memories = new Map<number, BatteryMemory>(loaded);
    const followed = suspects.flatMap((battery) => {
      const { batteryId } = battery;
      const memory = known.get(batteryId) ?? loaded.get(batteryId) ?? unheard(batteryId);
      if (!isQuiet(battery, memory, since, now)) return [];
      return [{ memory, after: followSilence(memory, { at: now, reason }, battery) }];
    });
    const changes = followed.flatMap(({ memory, after }) => alertChanges(memory.storedAlerts, after.events));
    const appended = changes.length === 0 ? [] : await stores.alerts.append(changes);
    await stores.states.save(followed.map(({ after }) => after.state));
    for (const { memory, after } of followed) {
      const storedAlerts = storedAfter(memory.storedAlerts, after, appended);
      memories.set(after.state.batteryId, { ...memory, state: after.state, storedAlerts });
    }
    if (appended.length > 0) observer.alertsChanged(tenantId);
    return memories;
  };
}

const unheard = (batteryId: number): BatteryMemory => ({
  state: unheardBattery(batteryId),
  lastValid: null,
  hours: new Map(),
  storedAlerts: [],
});
