import type { TopicName } from '@trackingbms/message-contracts';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { physicalName } from '../connection/physical-names.js';
import { withAdmin } from '../connection/with-admin.js';

/** How many partitions each topic has. It never changes while the topic lives, so it is asked once. */
export class PartitionCounts {
  private readonly counts = new Map<TopicName, Promise<number>>();

  constructor(private readonly settings: EventLogSettings) {}

  /** Rejects when the log does not answer or lacks the topic; who asks meanwhile shares the answer, who asks later asks anew. */
  async of(topic: TopicName): Promise<number> {
    const known = this.counts.get(topic) ?? this.ask(topic);
    this.counts.set(topic, known);
    return known;
  }

  private async ask(topic: TopicName): Promise<number> {
    try {
      const topics = [physicalName(this.settings, topic)];
      const metadata = await withAdmin(this.settings, (admin) => admin.fetchTopicMetadata({ topics }), {
        retries: 2,
      });
      return metadata.topics[0]?.partitions.length ?? 0;
    } catch (error) {
      this.counts.delete(topic);
      throw error;
    }
  }
}
