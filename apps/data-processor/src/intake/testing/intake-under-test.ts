import { defaultAlertSettings } from '@trackingbms/alerts';
import type { IncomingRecord, RecordBatch } from '@trackingbms/event-log';
import { encodeEvent, eventTypes, recordKeys, topics, type ReadingV1 } from '@trackingbms/message-contracts';
import { classifyDatabaseError, type DatabaseErrorClass } from '@trackingbms/tenant-database';
import type { FleetView, WatchedBattery } from '../../fleet-view/watched-battery.js';
import type { IntakeStores, StreamPlace } from '../intake-ports.js';
import { PartitionIntake, type IntakeSettings, type PartitionDependencies } from '../partition-intake.js';
import { Slots } from '../slots.js';
import { SimulatedTenant } from './simulated-tenant.js';
import { VirtualTime } from './virtual-time.js';

export const testStart = Date.UTC(2026, 7, 1, 12);
const place: StreamPlace = { topic: topics.readings, topicId: 'under-test', partition: 0 };

export const testSettings: IntakeSettings = {
  maxRows: 100,
  attempts: 3,
  unknownGrace: 5000,
  maxBatteries: 100,
  tenantsAtOnce: 4,
  tenantBudget: 500,
  tenantDeadline: 3000,
  maxParked: 2,
  firstProbe: 1000,
  longestProbe: 8000,
};

/** An error that the database is said to classify so. */
export class ClassifiedError extends Error {
  constructor(readonly verdict: DatabaseErrorClass) {
    super(verdict);
  }
}

export type Trouble = (step: string) => Promise<void> | void;

/** A partition's intake on simulated databases, with a log and trouble of the test's making. */
export class IntakeUnderTest {
  readonly time = new VirtualTime(testStart);
  readonly log: IncomingRecord[] = [];
  readonly letters: { offset: bigint; reason: string }[] = [];
  readonly parked: { tenantId: number; reason: string }[] = [];
  readonly resumed: number[] = [];
  readonly alarms: string[] = [];
  readonly tenants = new Map<number, SimulatedTenant>();
  /** What goes wrong on the way to a tenant's database, step by step. */
  readonly trouble = new Map<number, Trouble>();
  readonly pollIntervals = new Map<number, number | null>();
  readonly unseen = new Set<number>();
  readonly gone = new Set<number>();
  /** Batteries whose readings the databases refuse for what they hold. */
  readonly refused = new Set<number>();
  lettersFail = false;
  readonly intake: PartitionIntake;

  constructor(settings: Partial<IntakeSettings> = {}, tenantIds: readonly number[] = [1, 2, 3, 4]) {
    const batteries = new Set([1, 2, 3]);
    for (const tenantId of tenantIds) {
      this.tenants.set(tenantId, new SimulatedTenant(batteries, () => Promise.resolve(false)));
    }
    this.intake = new PartitionIntake(place, this.dependencies({ ...testSettings, ...settings }));
  }

  /** Puts readings of a battery on the log: seconds after the start, and what differs from a sound reading. */
  send(tenantId: number, batteryId: number, ...readings: (Partial<ReadingV1> & { after: number })[]): void {
    const data = {
      batteryId,
      readings: readings.map(({ after, ...changes }) => ({
        timestamp: new Date(testStart + after * 1000).toISOString(),
        operationMode: 'idle',
        dataQuality: 'good',
        packVoltage: 50,
        tempMax: 25,
        ...changes,
      })),
    };
    this.append(tenantId, batteryId, eventTypes.ReadingsRecordedV1.type, data);
  }

  append(tenantId: number, batteryId: number, type: string, data: object): void {
    const offset = BigInt(this.log.length);
    const time = new Date(this.time.now()).toISOString();
    const encoded = encodeEvent({ id: `event-${offset}`, source: '/test', type, time, tenantId, data });
    const key = recordKeys.battery(tenantId, batteryId);
    this.log.push({ offset, key, timestamp: this.time.now(), ...encoded });
  }

  batch(from = 0, to = this.log.length): RecordBatch {
    return {
      ...place,
      records: this.log.slice(from, to),
      highWatermark: BigInt(this.log.length),
      heartbeat: async () => undefined,
      isStale: () => false,
    };
  }

  /** Lets the intake take a batch while virtual time goes by. */
  async take(batch = this.batch()): Promise<bigint> {
    return this.settle(this.intake.take(batch).then(({ commitUpTo }) => commitUpTo));
  }

  /** Waits for a promise while virtual time goes by. */
  async settle<T>(promise: Promise<T>, limit = 60_000): Promise<T> {
    let over = false;
    const end = () => void (over = true);
    promise.then(end, end);
    await this.time.runUntil(() => over, limit);
    return promise;
  }

  rowsOf(tenantId: number): string[] {
    return [...(this.tenants.get(tenantId)?.contents.rows.keys() ?? [])].map((key) => {
      const [battery, time] = key.split('/');
      return `${battery}+${(Number(time) - testStart) / 1000}`;
    });
  }

  alertsOf(tenantId: number): string[] {
    return [...(this.tenants.get(tenantId)?.contents.streams ?? [])].flatMap(([stream, { events }]) =>
      events.map(({ event }) => `${stream} ${event.type}`),
    );
  }

  readonly fleet: FleetView = {
    tenant: (tenantId) =>
      this.gone.has(tenantId) ? 'gone' : this.tenants.has(tenantId) ? 'known' : 'unknown',
    tenantIds: () => [...this.tenants.keys()],
    isServed: () => true,
    battery: (_tenantId, batteryId) =>
      batteryId <= 3 && !this.unseen.has(batteryId) ? this.#watched(batteryId) : undefined,
    batteriesOf: () => [1, 2, 3].map((batteryId) => this.#watched(batteryId)),
  };

  #refusing(stores: IntakeStores): IntakeStores {
    const insert: IntakeStores['readings']['insert'] = async (rows) => {
      if (rows.some(({ batteryId }) => this.refused.has(batteryId))) throw new ClassifiedError('poison');
      return stores.readings.insert(rows);
    };
    return { ...stores, readings: { ...stores.readings, insert } };
  }

  #watched(batteryId: number): WatchedBattery {
    const none = { voltageMin: null, voltageMax: null, tempMin: null, currentChargeMax: null };
    return {
      batteryId,
      limits: { ...none, tempMax: { value: 60, origin: 'type' }, currentDischargeMax: null },
      alertSettings: defaultAlertSettings,
      ratedCapacityAh: 100,
      pollInterval: this.pollIntervals.get(batteryId) ?? null,
    };
  }

  private dependencies(settings: IntakeSettings): PartitionDependencies {
    const nothing = () => undefined;
    return {
      settings,
      fleet: this.fleet,
      clock: this.time,
      random: () => 0.5,
      catchUpSlots: new Slots(2),
      database: {
        classify: (error) =>
          error instanceof ClassifiedError ? error.verdict : classifyDatabaseError(error),
        inTransaction: async (tenantId, work) => {
          const tenant = this.tenants.get(tenantId) as SimulatedTenant;
          const pass = async (step: string) => this.trouble.get(tenantId)?.(step);
          const transaction = tenant.begin(async (step, effect) => {
            await pass(step);
            return effect();
          });
          try {
            const result = await work(this.#refusing(transaction.stores));
            await pass('commit');
            transaction.commit();
            return result;
          } finally {
            transaction.rollBack();
          }
        },
      },
      deadLetters: {
        send: async (record, _place, { reason }) => {
          if (this.lettersFail) throw new Error('the log is away');
          this.letters.push({ offset: record.offset, reason });
        },
      },
      reader: {
        read: async ({ fromOffset, onBatch, signal }) => {
          for (let position = Number(fromOffset); !signal.aborted;) {
            const end = this.log.length;
            if (position === end) await this.time.sleep(50, signal);
            else await onBatch(this.batch(position, end));
            position = end;
          }
        },
      },
      observer: {
        applied: nothing,
        deadLettered: nothing,
        parked: (tenantId, _partition, reason) => this.parked.push({ tenantId, reason }),
        resumed: (tenantId) => this.resumed.push(tenantId),
        alarm: (message) => this.alarms.push(message),
        alertsChanged: nothing,
      },
    };
  }
}
