import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { type Producer } from 'kafkajs';
import { eventTypes, recordKeys, topics, encodeEvent } from '@trackingbms/message-contracts';

export interface LoadTarget {
  readonly brokers: string;
  readonly tenantId: number;
  readonly batteryIds: readonly number[];
}

/** Milliseconds between two readings of a battery. */
const step = 10;

const resultCodeOf = (results: readonly { errorCode: number }[]): number => results[0]?.errorCode ?? -1;

/**
 * Publishes readings one send after the other and keeps a journal of its own: what the broker acknowledged has to be
 * stored. A send whose answer was lost is sent again as it was, so it may be in the log twice and in a table once.
 */
export class ReadingLoad {
  private static count = 0;
  /** `battery/time` of every acknowledged reading. */
  readonly acknowledged = new Set<string>();
  private readonly producer: Producer;
  private stopping = false;
  private done: Promise<void> = Promise.resolve();
  private time: number;

  constructor(private readonly target: LoadTarget) {
    const kafka = new kafkajs.Kafka({
      clientId: 'reading-load',
      brokers: [target.brokers],
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { retries: 2, initialRetryTime: 100 },
    });
    this.producer = kafka.producer({ allowAutoTopicCreation: false });
    // Ten minutes back, so that the times are never in the future however fast the load is; each load on
    // milliseconds of its own, so that two loads of one battery never mean the same reading.
    this.time = Math.floor(Date.now() / step) * step - 600_000 + (ReadingLoad.count++ % step);
  }

  async start(): Promise<void> {
    await this.producer.connect();
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.done;
    await this.producer.disconnect();
  }

  /** Puts bytes that no reader understands among the readings, under a battery's own key. */
  async sendUnreadable(bytes: Buffer): Promise<void> {
    const [battery = 0] = this.target.batteryIds;
    const key = recordKeys.battery(this.target.tenantId, battery);
    await this.producer.send({
      topic: topics.readings,
      acks: -1,
      messages: [{ key, value: bytes, partition: 0 }],
    });
  }

  /** Resolves when so many more have been acknowledged. */
  async more(count: number): Promise<void> {
    const wanted = this.acknowledged.size + count;
    while (this.acknowledged.size < wanted) await delay(20);
  }

  private async run(): Promise<void> {
    while (!this.stopping) await this.sendUntilAcknowledged();
  }

  private async sendUntilAcknowledged(): Promise<void> {
    this.time += step;
    const keys = this.target.batteryIds.map((id) => `${id}/${this.time}`);
    const messages = this.target.batteryIds.map((id) => this.message(id));
    while (!(await this.send(messages))) await delay(100);
    for (const key of keys) this.acknowledged.add(key);
  }

  private async send(messages: ReturnType<ReadingLoad['message']>[]): Promise<boolean> {
    try {
      return resultCodeOf(await this.producer.send({ topic: topics.readings, acks: -1, messages })) === 0;
    } catch {
      return false;
    }
  }

  private message(batteryId: number) {
    const timestamp = new Date(this.time).toISOString();
    const reading = { timestamp, packVoltage: 13.2, packCurrent: 5, packPower: 66, socPercent: 60 };
    const { headers, value } = encodeEvent({
      id: randomUUID(),
      source: '/reading-load',
      type: eventTypes.ReadingsRecordedV1.type,
      time: timestamp,
      tenantId: this.target.tenantId,
      data: { batteryId, readings: [{ ...reading, operationMode: 'charging', dataQuality: 'good' }] },
    });
    return {
      key: recordKeys.battery(this.target.tenantId, batteryId),
      value,
      headers: { ...headers },
      partition: 0,
    };
  }
}
