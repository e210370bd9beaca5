import type { Admin, RetryOptions } from 'kafkajs';
import { createKafka } from './create-kafka.js';
import type { EventLogSettings } from './event-log-settings.js';

/** Runs `work` on an administration connection that lives no longer than it. */
export async function withAdmin<T>(
  settings: EventLogSettings,
  work: (admin: Admin) => Promise<T>,
  retry?: RetryOptions,
): Promise<T> {
  const admin = createKafka(settings).admin(retry && { retry });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
