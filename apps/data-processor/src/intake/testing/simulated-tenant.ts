import {
  AlertChangedMeanwhile,
  evolveAlert,
  quietAlert,
  type Alert,
  type AlertChange,
  type AlertEvent,
  type AppendedAlert,
  type OpenAlert,
  type StoredAlert,
} from '@trackingbms/alerts';
import type { Reading, RollUp } from '@trackingbms/telemetry';
import {
  CheckpointMoved,
  ReadingAlreadyStored,
  readingKeyText,
  unheardBattery,
  type BatteryState,
} from '@trackingbms/tenant-database';
import type { IntakeStores, StreamPlace } from '../intake-ports.js';

/** One step of a transaction on its way to the server and back: where delays, faults and crashes come in. */
export type Passage = <T>(step: string, effect: () => T | Promise<T>) => Promise<T>;

interface Stream {
  readonly events: readonly { readonly event: AlertEvent; readonly position: number }[];
}

/** What a tenant's database holds, by a key for each row. */
export interface TenantContents {
  readonly checkpoints: Map<string, bigint>;
  readonly rows: Map<string, { readonly batteryId: number; readonly reading: Reading }>;
  readonly states: Map<number, BatteryState>;
  readonly hours: Map<string, RollUp>;
  readonly streams: Map<string, Stream>;
}

const emptyContents = (): TenantContents => ({
  checkpoints: new Map(),
  rows: new Map(),
  states: new Map(),
  hours: new Map(),
  streams: new Map(),
});

const placeKey = ({ topicId, partition }: StreamPlace): string => `${topicId}/${partition}`;
const hourKey = (batteryId: number, start: number): string => `${batteryId}/${start}`;

/** A tenant's database in memory: transactions see what is committed and their own, and lock the checkpoint. */
export class SimulatedTenant {
  readonly contents = emptyContents();
  /** Called after each commit, for whoever watches that nothing goes back. */
  onCommit: (() => void) | undefined;
  #position = 0;
  #holder: SimulatedTransaction | undefined;
  readonly #waiting: (() => void)[] = [];

  constructor(
    readonly batteryIds: ReadonlySet<number>,
    private readonly waitLonger: () => Promise<boolean>,
  ) {}

  begin(passage: Passage): SimulatedTransaction {
    return new SimulatedTransaction(this, passage);
  }

  nextPosition(): number {
    this.#position += 1;
    return this.#position;
  }

  /** Waits for the lock of the checkpoint, and gives up as a server does after its lock time. */
  async lock(transaction: SimulatedTransaction): Promise<void> {
    while (this.#holder !== undefined && this.#holder !== transaction) {
      const freed = new Promise<boolean>((resolve) => this.#waiting.push(() => resolve(true)));
      if (!(await Promise.race([freed, this.waitLonger()]))) throw new SimulatedFault('retry-now');
    }
    if (!transaction.isOver) this.#holder = transaction;
  }

  release(transaction: SimulatedTransaction): void {
    if (this.#holder !== transaction) return;
    this.#holder = undefined;
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** A failure of the simulated server or of the way to it. */
export class SimulatedFault extends Error {
  constructor(readonly verdict: 'retry-now' | 'tenant') {
    super(`simulated ${verdict}`);
  }
}

export class SimulatedTransaction {
  isOver = false;
  readonly #own = emptyContents();
  readonly #expected = new Map<string, number>();

  constructor(
    private readonly tenant: SimulatedTenant,
    private readonly passage: Passage,
  ) {}

  /** Applied as a whole, or not at all. */
  commit(): void {
    if (this.isOver) throw new SimulatedFault('tenant');
    for (const [stream, version] of this.#expected) this.#requireVersion(stream, version);
    for (const table of Object.keys(this.#own) as (keyof TenantContents)[]) {
      const committed = this.tenant.contents[table] as Map<unknown, unknown>;
      for (const [key, value] of this.#own[table]) committed.set(key, value);
    }
    this.#end();
    this.tenant.onCommit?.();
  }

  #requireVersion(stream: string, version: number): void {
    const [battery, code] = stream.split('/') as [string, string];
    const events = this.tenant.contents.streams.get(stream)?.events ?? [];
    if (events.length !== version) throw new AlertChangedMeanwhile(Number(battery), code);
  }

  rollBack(): void {
    if (!this.isOver) this.#end();
  }

  readonly stores: IntakeStores = {
    checkpoints: {
      load: (place) => this.#step('load checkpoint', () => this.#get('checkpoints', placeKey(place)) ?? 0n),
      advance: (place, seen, next) =>
        this.#step('advance checkpoint', async () => {
          await this.#holdAt(place, seen);
          this.#own.checkpoints.set(placeKey(place), next);
        }),
      hold: (place, seen) => this.#step('hold checkpoint', () => this.#holdAt(place, seen)),
    },
    batteries: {
      existing: (ids) =>
        this.#step('batteries', () => new Set(ids.filter((id) => this.tenant.batteryIds.has(id)))),
    },
    readings: {
      known: (keys) =>
        this.#step('known', () => new Set(keys.map(readingKeyText).filter((key) => this.#get('rows', key)))),
      insert: (rows) =>
        this.#step('insert', () => {
          for (const { batteryId, reading } of rows) {
            const key = readingKeyText({ batteryId, timestamp: reading.timestamp });
            if (this.#get('rows', key)) throw new ReadingAlreadyStored();
            this.#own.rows.set(key, { batteryId, reading });
          }
        }),
      forRollUp: (batteryId, from, to) =>
        this.#step('for roll-up', () =>
          this.#readingsOf(batteryId).filter(({ timestamp }) => timestamp >= from && timestamp <= to),
        ),
      lastValid: (batteryId, before, notBefore) =>
        this.#step('last valid', () => {
          const valid = this.#readingsOf(batteryId).filter(
            ({ timestamp, dataQuality }) =>
              dataQuality !== 'invalid' && timestamp < before && timestamp >= notBefore,
          );
          return valid.at(-1) ?? null;
        }),
    },
    states: {
      load: (ids) => this.#step('states', () => ids.flatMap((id) => this.#get('states', id) ?? [])),
      save: (states) =>
        this.#step('save states', () => {
          for (const state of states) {
            const communication = this.#get('states', state.batteryId)?.communication ?? null;
            this.#own.states.set(state.batteryId, { ...state, communication });
          }
        }),
      saveCommunication: (states) =>
        this.#step('save communication', () => {
          for (const { batteryId, communication } of states) {
            const before = this.#get('states', batteryId) ?? unheardBattery(batteryId);
            this.#own.states.set(batteryId, { ...before, communication });
          }
        }),
    },
    rollUps: {
      load: (hours) =>
        this.#step('hours', () =>
          hours.flatMap(({ batteryId, periodStart }) => {
            const hour = this.#get('hours', hourKey(batteryId, periodStart));
            return hour ? [{ ...hour, sums: { ...hour.sums } }] : [];
          }),
        ),
      save: (hours) =>
        this.#step('save hours', () => {
          for (const { rollUp } of hours) {
            const { batteryId, periodStart, sums } = rollUp;
            this.#own.hours.set(hourKey(batteryId, periodStart), { ...rollUp, sums: { ...sums } });
          }
        }),
    },
    alerts: {
      loadOpen: (ids) => this.#step('open alerts', () => this.#openAlerts(ids)),
      append: (changes) => this.#step('append alerts', () => changes.map((change) => this.#append(change))),
    },
  };

  async #step<T>(step: string, effect: () => T | Promise<T>): Promise<T> {
    return this.passage(step, () => {
      if (this.isOver) throw new SimulatedFault('tenant');
      return effect();
    });
  }

  async #holdAt(place: StreamPlace, seen: bigint): Promise<void> {
    await this.tenant.lock(this);
    if ((this.#get('checkpoints', placeKey(place)) ?? 0n) !== seen) {
      throw new CheckpointMoved('simulation', place.partition);
    }
  }

  #end(): void {
    this.isOver = true;
    this.tenant.release(this);
  }

  #get<Table extends keyof TenantContents>(
    table: Table,
    key: Parameters<TenantContents[Table]['get']>[0],
  ): ReturnType<TenantContents[Table]['get']> {
    const own = this.#own[table] as Map<unknown, unknown>;
    const committed = this.tenant.contents[table] as Map<unknown, unknown>;
    return (own.get(key) ?? committed.get(key)) as ReturnType<TenantContents[Table]['get']>;
  }

  #readingsOf(batteryId: number): Reading[] {
    const all = new Map([...this.tenant.contents.rows, ...this.#own.rows]);
    return [...all.values()]
      .filter((row) => row.batteryId === batteryId)
      .map(({ reading }) => reading)
      .sort((one, other) => one.timestamp - other.timestamp);
  }

  #openAlerts(ids: readonly number[]): StoredAlert[] {
    const streams = new Map([...this.tenant.contents.streams, ...this.#own.streams]);
    return [...streams.values()].flatMap(({ events }) => {
      const alert = alertOf(events.map(({ event }) => event));
      if (alert.status === 'quiet' || !ids.includes(alert.batteryId)) return [];
      return [{ alertId: raisedAt(events), version: events.length, alert }];
    });
  }

  #append({ batteryId, code, expected, events }: AlertChange): AppendedAlert {
    const key = `${batteryId}/${code}`;
    const before = this.#get('streams', key)?.events ?? [];
    const isOpen = alertOf(before.map(({ event }) => event)).status !== 'quiet';
    const asExpected = expected === 'quiet' ? !isOpen : isOpen && expected === before.length;
    if (!asExpected) throw new AlertChangedMeanwhile(batteryId, code);
    if (!this.#own.streams.has(key)) this.#expected.set(key, before.length);
    const after = [...before, ...events.map((event) => ({ event, position: this.tenant.nextPosition() }))];
    this.#own.streams.set(key, { events: after });
    const alertIds = after
      .slice(before.length)
      .map((_, index) => raisedAt(after.slice(0, before.length + index + 1)));
    return { batteryId, code, version: after.length, alertIds };
  }
}

/** The id of the alert that a stream is at. */
const raisedAt = (events: Stream['events']): number =>
  events.filter(({ event }) => event.type === 'AlertRaised').at(-1)?.position ?? 0;

/** Throws when the events cannot have happened in this order. */
export const alertOf = (events: readonly AlertEvent[]): Alert | OpenAlert =>
  events.reduce<Alert>(evolveAlert, quietAlert);
