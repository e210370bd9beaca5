import type { CompressionTypes, Kafka, Message, Producer } from 'kafkajs';

/** The broker did not name this partition with error 0: the records may or may not be in the log. */
export class OutcomeUnknown extends Error {}

export interface PartitionMessages {
  readonly physicalTopic: string;
  readonly partition: number;
  readonly messages: Message[];
}

/**
 * One producer id. The client loses acknowledged records when a send spans partitions or when two sends of a partition
 * are under way at once (reliability rule R22), so a send here is one partition, and its caller sends one at a time.
 */
export class ProducerSession {
  private readonly producer: Producer;
  private readonly connected: Promise<void>;
  private leases = 0;
  private retired = false;
  private failed = false;

  constructor(
    kafka: Kafka,
    private readonly compression: CompressionTypes,
  ) {
    this.producer = kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
      retry: { initialRetryTime: 50, maxRetryTime: 1000, retries: 5 },
    });
    this.connected = this.producer.connect();
    this.connected.catch(() => (this.failed = true));
  }

  /** False when its connection never came up: its sends all fail. */
  get usable(): boolean {
    return !this.failed;
  }

  /** Keeps the connection open until `release`, however many attempts a batch takes. */
  lease(): this {
    this.leases += 1;
    return this;
  }

  async release(): Promise<void> {
    this.leases -= 1;
    await this.closeWhenUnused();
  }

  async ready(): Promise<void> {
    await this.connected;
  }

  /** One attempt. Resolves only when the log has the records; everything else rejects and leaves the outcome open. */
  async send({ physicalTopic, partition, messages }: PartitionMessages): Promise<void> {
    await this.connected;
    const results = await this.producer.send({
      topic: physicalTopic,
      acks: -1,
      compression: this.compression,
      messages: messages.map((message) => ({ ...message, partition })),
    });
    const [result] = results;
    const named =
      results.length === 1 && result?.topicName === physicalTopic && result.partition === partition;
    if (!named || result?.errorCode !== 0)
      throw new OutcomeUnknown('The answer does not name the partition.');
  }

  /** The connection closes when the last lease ends. */
  async retire(): Promise<void> {
    this.retired = true;
    await this.closeWhenUnused();
  }

  private async closeWhenUnused(): Promise<void> {
    if (this.retired && this.leases === 0) await this.producer.disconnect().catch(() => undefined);
  }
}
