import type { RecordBatch } from '@trackingbms/event-log';
import { classifyDatabaseError } from '@trackingbms/tenant-database';
import type { Clock } from '../../clock/clock.js';
import type { CatchUpReader, IntakeDatabase, IntakeObserver, StreamPlace } from '../intake-ports.js';
import { PartitionIntake, type IntakeSettings } from '../partition-intake.js';
import { Slots } from '../slots.js';
import { SimulatedFault, type Passage, type SimulatedTransaction } from './simulated-tenant.js';
import type { SimulatedWorld } from './simulated-world.js';

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** One running processor: it can die between any two steps, and go on unaware that its partition was given away. */
export class SimulatedProcessor {
  readonly intake: PartitionIntake;
  #alive = true;
  #owns = true;
  readonly #open = new Set<SimulatedTransaction>();

  constructor(
    private readonly world: SimulatedWorld,
    private readonly place: StreamPlace,
    settings: IntakeSettings,
  ) {
    this.intake = new PartitionIntake(place, {
      settings,
      database: this.#database(),
      deadLetters: {
        send: (record) => this.#pass('letter', () => this.world.takeLetter(record.offset)),
      },
      fleet: world.fleet,
      clock: this.#clock(),
      observer: this.#observer(),
      random: world.random,
      reader: this.#reader(),
      catchUpSlots: new Slots(2),
    });
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  /** Reads from an offset on until it dies or finds out that the partition is no longer its own. */
  async run(from: bigint): Promise<void> {
    let position = from;
    while (this.#alive && this.#owns) {
      const batch = this.#fetch(position);
      if (batch === undefined) {
        await this.#clock().sleep(50);
        continue;
      }
      try {
        const { commitUpTo } = await this.intake.take(batch);
        position = (batch.records.at(-1)?.offset ?? position) + 1n;
        if (!batch.isStale()) this.world.commitOffset(this, commitUpTo);
      } catch {
        await this.#clock().sleep(200);
      }
    }
    this.intake.close();
  }

  /** Ends at once: nothing it awaits ever comes back, and the server rolls its transactions back. */
  crash(): void {
    this.#alive = false;
    for (const transaction of this.#open) transaction.rollBack();
  }

  /** The group has given the partition away; it finds out now. */
  lose(): void {
    this.#owns = false;
  }

  #fetch(from: bigint): RecordBatch | undefined {
    const records = this.world.read(from);
    if (records.length === 0) return undefined;
    const { topic, topicId, partition } = this.place;
    return {
      topic,
      topicId,
      partition,
      records,
      highWatermark: this.world.logEnd,
      heartbeat: async () => undefined,
      isStale: () => !this.#owns,
    };
  }

  #clock(): Clock {
    const { time } = this.world;
    return {
      now: () => time.now(),
      sleep: async (milliseconds, signal) => {
        await time.sleep(milliseconds, signal);
        if (!this.#alive) await never();
      },
    };
  }

  #database(): IntakeDatabase {
    return {
      inTransaction: async (tenantId, work) => {
        const passage: Passage = (step, effect) => this.#pass(step, effect, tenantId);
        const transaction = this.world.tenant(tenantId).begin(passage);
        this.#open.add(transaction);
        try {
          const result = await work(transaction.stores);
          await passage('commit', () => transaction.commit());
          return result;
        } finally {
          transaction.rollBack();
          this.#open.delete(transaction);
        }
      },
      classify: (error) => (error instanceof SimulatedFault ? error.verdict : classifyDatabaseError(error)),
    };
  }

  #reader(): CatchUpReader {
    return {
      read: async ({ fromOffset, onBatch, signal }) => {
        let position = fromOffset;
        while (!signal.aborted && this.#alive) {
          const batch = this.#fetch(position);
          if (batch === undefined) {
            await this.#clock().sleep(50, signal);
            continue;
          }
          try {
            await onBatch({ ...batch, isStale: () => signal.aborted });
            position = (batch.records.at(-1)?.offset ?? position) + 1n;
          } catch {
            await this.#clock().sleep(100, signal);
          }
        }
        if (!this.#alive) await never();
      },
    };
  }

  #observer(): IntakeObserver {
    const nothing = () => undefined;
    return {
      applied: nothing,
      deadLettered: nothing,
      parked: () => this.world.countParking(),
      resumed: nothing,
      alarm: (message, detail) => this.world.alarm(message, detail),
      alertsChanged: nothing,
    };
  }

  /** There and back again: it may die, fail or be slow on either way. */
  async #pass<T>(step: string, effect: () => T | Promise<T>, tenantId?: number): Promise<T> {
    const { world } = this;
    await world.delay(tenantId);
    if (world.strikes('crash')) this.crash();
    if (!this.#alive) return never();
    world.failBefore(tenantId, step);
    const result = await effect();
    if (!this.#alive) return never();
    if (world.strikes('crash')) this.crash();
    await world.delay();
    if (!this.#alive) return never();
    world.failAfter(step);
    return result;
  }
}
