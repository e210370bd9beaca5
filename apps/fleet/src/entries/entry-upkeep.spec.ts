import { describe, expect, it } from '@jest/globals';
import { JsonLogger } from '@trackingbms/service-kit';
import type { FirstRows } from '../tenants/first-rows.js';
import type { TenantRoster } from '../tenants/tenant-roster.js';
import type { EntryReconciliation, TopicVersions } from './entry-reconciliation.js';
import { EntryUpkeep } from './entry-upkeep.js';

const known: TopicVersions = new Map([['1/battery/1', 3]]);

/** Fails for the tenants given, and the topic as often as said; `done` are the tenants reconciled, in order. */
function fakes({ failing = [] as number[], topicFails = 0 } = {}) {
  const done: number[] = [];
  const waiting: { count: number; tell: () => void }[] = [];
  const reconciliation = {
    topicVersions: async () => {
      if (topicFails-- > 0) throw new Error('away');
      return known;
    },
    reconcile: async (tenantId: number, versions: TopicVersions) => {
      expect(versions).toBe(known);
      if (failing.splice(failing.indexOf(tenantId) >>> 0, 1).length > 0) throw new Error('away');
      done.push(tenantId);
      for (const { count, tell } of waiting) if (done.length >= count) tell();
      return 0;
    },
  } as unknown as EntryReconciliation;
  const parts = {
    roster: { tenantIds: () => [1, 2] } as unknown as TenantRoster,
    firstRows: { record: async () => 0 } as unknown as FirstRows,
  };
  const times = { betweenRuns: 1_000_000, afterFailure: 1 };
  const upkeep = new EntryUpkeep(reconciliation, parts, JsonLogger.for('test', 'silent'), times);
  return {
    upkeep,
    done,
    until: (count: number) => new Promise<void>((tell) => waiting.push({ count, tell })),
  };
}

describe('the upkeep of entries', () => {
  it('reconciles every tenant with what the topic has', async () => {
    const { upkeep, done, until } = fakes();
    const both = until(2);
    upkeep.start();
    await both;
    await upkeep.stop();
    expect(done).toEqual([1, 2]);
  });

  it('goes on with the others when one tenant fails, and comes back soon', async () => {
    const { upkeep, done, until } = fakes({ failing: [1] });
    const three = until(3);
    upkeep.start();
    await three;
    await upkeep.stop();
    expect(done.slice(0, 3)).toEqual([2, 1, 2]);
  });

  it('comes back soon when the topic cannot be read', async () => {
    const { upkeep, done, until } = fakes({ topicFails: 1 });
    const both = until(2);
    upkeep.start();
    await both;
    await upkeep.stop();
    expect(done).toEqual([1, 2]);
  });

  it('does nothing once stopped', async () => {
    const { upkeep, done } = fakes();
    await upkeep.stop();
    upkeep.start();
    await upkeep.stop();
    expect(done).toEqual([]);
  });
});
