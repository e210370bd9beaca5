import { CompactedTopicReader, type EventLogSettings } from '@trackingbms/event-log';
import { decodeEvent, topics, type KnownEvent, type TopicName } from '@trackingbms/message-contracts';

/** Everything a topic has shown so far; a test waits for what is to come. */
export class SeenEvents {
  readonly all: KnownEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #reader: CompactedTopicReader | undefined;

  constructor(
    private readonly eventLog: EventLogSettings,
    private readonly topic: TopicName = topics.fleet,
  ) {}

  async start(): Promise<void> {
    this.#reader = new CompactedTopicReader(this.eventLog, {
      topic: this.topic,
      onEntry: (record) => {
        const decoded = decodeEvent({ headers: record.headers, value: record.value });
        if (!decoded.ok) throw new Error(`a record that cannot be read: ${decoded.reason}`);
        this.all.push(decoded.event);
        for (const look of this.#waiting) look();
      },
    });
    await this.#reader.start();
  }

  /** Resolves when the events seen satisfy the question. The test's own time limit is the only one. */
  until(question: (seen: readonly KnownEvent[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!question(this.all)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Data of the newest version of each entity of a tenant, by the field that holds its id, which is its first. */
  newest(tenantId: number, idField: string): Record<string, unknown>[] {
    const byId = new Map<unknown, Record<string, unknown>>();
    for (const { tenantId: of, data } of this.all) {
      const entry = data as unknown as Record<string, unknown>;
      if (of !== tenantId || Object.keys(entry)[0] !== idField) continue;
      const known = byId.get(entry[idField]);
      if (!known || Number(known.version) <= Number(entry.version)) byId.set(entry[idField], entry);
    }
    return [...byId.values()];
  }

  async stop(): Promise<void> {
    await this.#reader?.stop();
  }
}
