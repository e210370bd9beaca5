import { describe, expect, it } from '@jest/globals';
import { JsonLogger, ServiceMetrics } from '@trackingbms/service-kit';
import { watchEventLog } from './watch-event-log.js';

describe('watching the event log', () => {
  it('stops listening when the consumer of the readings is gone, not when another reader is', async () => {
    let closed = 0;
    const metrics = new ServiceMetrics();
    const observer = watchEventLog({
      group: 'readings',
      logger: JsonLogger.for('test', 'silent'),
      metrics,
      intake: { close: () => (closed += 1) },
    });
    observer.consumerCrashed?.('fleet.reader', new Error('gone'));
    expect(closed).toBe(0);
    observer.consumerCrashed?.('readings', new Error('gone'));
    expect(closed).toBe(1);
    observer.batchHandled?.({ topic: 'readings', partition: 3, records: 10, milliseconds: 5, lag: 42n });
    expect(await metrics.registry.metrics()).toContain('intake_lag_records{partition="3"} 42');
  });
});
