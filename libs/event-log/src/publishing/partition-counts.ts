import type { TopicName } from '@trackingbms/message-contracts';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { logicalName, physicalName } from '../connection/physical-names.js';
import { withAdmin } from '../connection/with-admin.js';

/** How many partitions each topic has. It never changes while the topic lives, so it is asked once. */
export class PartitionCounts {
  private readonly counts = new Map<TopicName, number>();

  constructor(private readonly settings: EventLogSettings) {}

  /** Rejects when the log does not answer or a topic is missing; asks again the next time. */
  async of(topics: ReadonlySet<TopicName>): Promise<ReadonlyMap<TopicName, number>> {
    const unknown = [...topics].filter((topic) => !this.counts.has(topic));
    if (unknown.length > 0) await this.ask(unknown);
    return this.counts;
  }

  private async ask(unknown: readonly TopicName[]): Promise<void> {
    const topics = unknown.map((topic) => physicalName(this.settings, topic));
    const metadata = await withAdmin(this.settings, (admin) => admin.fetchTopicMetadata({ topics }));
    for (const { name, partitions } of metadata.topics) {
      this.counts.set(logicalName<TopicName>(this.settings, name), partitions.length);
    }
  }
}
