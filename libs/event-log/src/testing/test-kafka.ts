import { randomBytes } from 'node:crypto';
import type { EventLogObserver } from '../connection/event-log-observer.js';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { withAdmin } from '../connection/with-admin.js';

export interface TestKafka {
  /** With a name space of its own. */
  readonly settings: EventLogSettings;
  /** Deletes the topics and groups of the name space. */
  clean(): Promise<void>;
}

/**
 * The brokers that TEST_KAFKA_BROKERS names, under a random name space.
 * @throws Error when the variable is missing: a missing server is a failure, never a skip.
 */
export function testKafka(observer?: EventLogObserver): TestKafka {
  const brokers = process.env.TEST_KAFKA_BROKERS;
  if (!brokers) throw new Error('TEST_KAFKA_BROKERS is not set: run the tests through their Nx target.');
  return kafkaAt(brokers.split(','), observer);
}

export function kafkaAt(brokers: readonly string[], observer?: EventLogObserver): TestKafka {
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const settings: EventLogSettings = { brokers, clientId: 'test', namespace, observer };
  return { settings, clean: () => clean(settings) };
}

async function clean(settings: EventLogSettings): Promise<void> {
  const prefix = `${settings.namespace}.`;
  await withAdmin(settings, async (admin) => {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
    const { groups } = await admin.listGroups();
    const ours = groups.map(({ groupId }) => groupId).filter((group) => group.startsWith(prefix));
    if (ours.length > 0) await admin.deleteGroups(ours).catch(() => undefined);
    if (topics.length > 0) await admin.deleteTopics({ topics });
  });
}
