import type { IncomingRecord } from '@trackingbms/event-log';
import { encodeEvent, eventTypes, recordKeys } from '@trackingbms/message-contracts';
import { PeriodMaker } from './simulated-communication.js';

export interface SentReading {
  readonly tenantId: number;
  readonly batteryId: number;
  readonly timestamp: number;
  readonly offset: bigint;
  /** Tells this reading from any other, of any tenant. */
  readonly packVoltage: number;
  readonly tempMax: number;
  readonly dataQuality: 'good' | 'invalid';
}

/** What was put on the log, written down by the sender: the checker compares with nothing else. */
export interface SentJournal {
  readonly readings: SentReading[];
  /** Offsets of the records that have to become dead letters, and no others. */
  readonly letters: Set<bigint>;
}

export interface RecordSource {
  readonly random: () => number;
  readonly tenantIds: readonly number[];
  readonly batteriesPerTenant: number;
  /** Epoch ms of the earliest reading, and when the records are sent. */
  readonly from: number;
  readonly sentAt: number;
}

const unknownBattery = 99;

/** Makes records as devices and connectors do, with everything that goes wrong on the way. */
export class RecordMaker {
  readonly journal: SentJournal = { readings: [], letters: new Set() };
  readonly #clocks = new Map<string, number>();
  readonly periods: PeriodMaker;
  #serial = 0;

  constructor(private readonly source: RecordSource) {
    this.periods = new PeriodMaker(source.random, source.from);
  }

  next(offset: bigint): IncomingRecord {
    const { random, tenantIds } = this.source;
    const tenantId = tenantIds[Math.floor(random() * tenantIds.length)] as number;
    const chance = random();
    if (chance < 0.03) return this.#junk(tenantId, offset);
    if (chance < 0.05) return this.#ofUnknownBattery(tenantId, offset);
    if (chance < 0.12) return this.#connection(tenantId, offset);
    if (chance < 0.24) return this.#communication(tenantId, offset);
    return this.#readings(tenantId, offset);
  }

  #battery(): number {
    return 1 + Math.floor(this.source.random() * this.source.batteriesPerTenant);
  }

  #record(tenantId: number, batteryId: number, offset: bigint, content: { type: string; data: object }) {
    const { sentAt } = this.source;
    const { type, data } = content;
    const time = new Date(sentAt).toISOString();
    const encoded = encodeEvent({ id: `event-${offset}`, source: '/simulation', type, time, tenantId, data });
    return { offset, key: recordKeys.battery(tenantId, batteryId), timestamp: sentAt, ...encoded };
  }

  #junk(tenantId: number, offset: bigint): IncomingRecord {
    this.journal.letters.add(offset);
    const record = this.#record(tenantId, 1, offset, this.#connected(1));
    const kind = this.source.random();
    if (kind < 0.3) return { ...record, key: null };
    if (kind < 0.6) return { ...record, value: Buffer.from('{"batteryId":1,') };
    return { ...record, key: recordKeys.battery(tenantId, 2) };
  }

  #ofUnknownBattery(tenantId: number, offset: bigint): IncomingRecord {
    this.journal.letters.add(offset);
    return this.#record(tenantId, unknownBattery, offset, this.#connected(unknownBattery));
  }

  #connected(batteryId: number): { type: string; data: object } {
    const at = new Date(this.source.from).toISOString();
    return { type: eventTypes.DeviceConnectedV1.type, data: { batteryId, at } };
  }

  #connection(tenantId: number, offset: bigint): IncomingRecord {
    const batteryId = this.#battery();
    const at = new Date(this.#timeOf(tenantId, batteryId) + 1).toISOString();
    const lost = { batteryId, at, reason: 'timeout', failures: 3 };
    return this.#record(
      tenantId,
      batteryId,
      offset,
      this.source.random() < 0.5
        ? { type: eventTypes.DeviceConnectedV1.type, data: { batteryId, at } }
        : { type: eventTypes.DeviceDisconnectedV1.type, data: lost },
    );
  }

  #communication(tenantId: number, offset: bigint): IncomingRecord {
    const batteryId = this.#battery();
    const data = this.periods.next(tenantId, batteryId, offset);
    return this.#record(tenantId, batteryId, offset, { type: eventTypes.DeviceCommunicationV1.type, data });
  }

  #timeOf(tenantId: number, batteryId: number): number {
    return this.#clocks.get(`${tenantId}/${batteryId}`) ?? this.source.from;
  }

  #readings(tenantId: number, offset: bigint): IncomingRecord {
    const { random } = this.source;
    const batteryId = this.#battery();
    const count = 1 + Math.floor(random() * 4);
    const sent = Array.from({ length: count }, () => this.#reading(tenantId, batteryId, offset));
    this.journal.readings.push(...sent);
    const readings = sent.map(({ timestamp, packVoltage, tempMax, dataQuality }) => ({
      timestamp: new Date(timestamp).toISOString(),
      operationMode: 'idle',
      dataQuality,
      packVoltage,
      packCurrent: packVoltage - 40,
      tempMax,
    }));
    if (random() < 0.03) {
      this.journal.letters.add(offset);
      readings.push({ ...(readings[0] as (typeof readings)[number]), timestamp: '1999-12-31T23:59:59.000Z' });
    }
    return this.#record(tenantId, batteryId, offset, {
      type: eventTypes.ReadingsRecordedV1.type,
      data: { batteryId, readings },
    });
  }

  #reading(tenantId: number, batteryId: number, offset: bigint): SentReading {
    const { random } = this.source;
    this.#serial += 1;
    return {
      tenantId,
      batteryId,
      offset,
      timestamp: this.#nextTime(tenantId, batteryId),
      packVoltage: 40 + tenantId + (this.#serial % 1000) / 1000,
      tempMax: random() < 0.15 ? 75 : 25,
      dataQuality: random() < 0.05 ? 'invalid' : 'good',
    };
  }

  /** Most readings are newer than the last; some come late, some twice, some after a silence. */
  #nextTime(tenantId: number, batteryId: number): number {
    const { random, from } = this.source;
    const key = `${tenantId}/${batteryId}`;
    const last = this.#timeOf(tenantId, batteryId);
    const chance = random();
    if (chance < 0.08) return last;
    if (chance < 0.16) return Math.max(from, last - Math.floor(random() * 1200) * 1000);
    const step =
      chance < 0.22 ? 300_001 + Math.floor(random() * 600_000) : 1 + Math.floor(random() * 120_000);
    this.#clocks.set(key, last + step);
    return last + step;
  }
}
