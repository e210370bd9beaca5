import type { Kafka, ProducerRecord, RecordMetadata } from 'kafkajs';

export interface FakeSend {
  /** Which producer was asked, from 1. */
  readonly producer: number;
  readonly partition: number;
  readonly values: readonly string[];
  answer(...results: Partial<RecordMetadata>[]): void;
  fail(error: Error): void;
}

/** The producers of the Kafka client, answered by hand. */
export class FakeProducers {
  readonly sends: FakeSend[] = [];
  readonly disconnected: number[] = [];
  /** Called for every send once it is in `sends`. */
  onSend: (send: FakeSend) => void = () => undefined;
  private made = 0;

  kafka(): Kafka {
    return { producer: () => this.producer((this.made += 1)) } as unknown as Kafka;
  }

  /** Answers as a broker that has written the records. */
  static acknowledge(send: FakeSend): void {
    send.answer({ topicName: 'topic', partition: send.partition, errorCode: 0 });
  }

  private producer(number: number): object {
    return {
      connect: () => Promise.resolve(),
      disconnect: async () => void this.disconnected.push(number),
      send: (record: ProducerRecord) => this.send(number, record),
    };
  }

  private send(producer: number, { messages }: ProducerRecord): Promise<RecordMetadata[]> {
    return new Promise((resolve, reject) => {
      const send: FakeSend = {
        producer,
        partition: messages[0]?.partition ?? -1,
        values: messages.map(({ value }) => String(value)),
        answer: (...results) => resolve(results as RecordMetadata[]),
        fail: reject,
      };
      this.sends.push(send);
      this.onSend(send);
    });
  }
}
