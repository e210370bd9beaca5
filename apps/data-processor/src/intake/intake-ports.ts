import type { AlertStore } from '@trackingbms/alerts';
import type { IncomingRecord, PartitionReading } from '@trackingbms/event-log';
import type { TopicName } from '@trackingbms/message-contracts';
import type {
  BatteryStateStore,
  DatabaseErrorClass,
  ReadingStore,
  RegisteredBatteries,
  RollUpStore,
} from '@trackingbms/tenant-database';

/** A partition of a stream. Offsets of two topic ids have nothing to do with each other. */
export interface StreamPlace {
  readonly topic: TopicName;
  readonly topicId: string;
  readonly partition: number;
}

/** Which records of a partition a tenant's database has: those below it. */
export interface CheckpointStore {
  load(place: StreamPlace): Promise<bigint>;
  /** Rejects when the checkpoint is no longer at `seen`: somebody else applied records meanwhile. */
  advance(place: StreamPlace, seen: bigint, next: bigint): Promise<void>;
  /** Holds the checkpoint where it is until the transaction ends; rejects as `advance` does. */
  hold(place: StreamPlace, seen: bigint): Promise<void>;
}

/** What one transaction of one tenant may do. */
export interface IntakeStores {
  readonly checkpoints: CheckpointStore;
  readonly batteries: Pick<RegisteredBatteries, 'existing'>;
  readonly readings: Pick<ReadingStore, 'insert' | 'known' | 'forRollUp' | 'lastValid'>;
  readonly states: Pick<BatteryStateStore, 'load' | 'save' | 'saveCommunication'>;
  readonly rollUps: Pick<RollUpStore, 'load' | 'save'>;
  readonly alerts: Pick<AlertStore, 'loadOpen' | 'append'>;
}

export interface IntakeDatabase {
  /** All or nothing. `work` may be run more than once, so it changes nothing outside. */
  inTransaction<T>(tenantId: number, work: (stores: IntakeStores) => Promise<T>): Promise<T>;
  classify(error: unknown): DatabaseErrorClass;
}

export interface DeadLetterPort {
  /** Resolves when the letter is acknowledged. */
  send(record: IncomingRecord, place: StreamPlace, letter: Letter): Promise<void>;
}

export interface Letter {
  /** Stable code, never a value of the record. */
  readonly reason: string;
  readonly tenantId?: number;
}

/** Reads one partition beside its owner, from an offset on, until the signal is aborted. */
export interface CatchUpReader {
  read(reading: Omit<PartitionReading, 'topic' | 'partition'>, place: StreamPlace): Promise<void>;
}

/** What the intake tells its operators. Must not throw. */
export interface IntakeObserver {
  applied(tenantId: number, applied: { records: number; readings: number; milliseconds: number }): void;
  deadLettered(tenantId: number | undefined, reason: string): void;
  parked(tenantId: number, partition: number, reason: string): void;
  resumed(tenantId: number, partition: number): void;
  /** Something an operator has to look at. */
  alarm(message: string, detail: Readonly<Record<string, unknown>>): void;
  /** Alert events were committed and wait to be published. */
  alertsChanged(tenantId: number): void;
}
