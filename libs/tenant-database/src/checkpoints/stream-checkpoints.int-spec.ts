import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freshTenantDatabase, type FreshTenantDatabase } from '../testing/index.js';
import { CheckpointMoved } from './checkpoints.errors.js';
import { StreamCheckpoints, type CheckpointKey } from './stream-checkpoints.js';

let fresh: FreshTenantDatabase;

beforeAll(async () => {
  fresh = await freshTenantDatabase();
});

afterAll(() => fresh.drop());

function newKey(): CheckpointKey {
  return { processor: 'intake', topicId: randomUUID(), partition: 3 };
}

function load(key: CheckpointKey): Promise<bigint> {
  return fresh.connections.reading(fresh.tenantId, (tx) =>
    new StreamCheckpoints(tx).load(key.processor, key.topicId, key.partition),
  );
}

function advance(key: CheckpointKey, seen: bigint, next: bigint): Promise<void> {
  return fresh.connections.inTransaction(fresh.tenantId, (tx) =>
    new StreamCheckpoints(tx).advance({ ...key, seen, next }),
  );
}

describe('a checkpoint', () => {
  it('is 0 before the first record, and then where it was moved to, beyond what a number can hold', async () => {
    const key = newKey();
    expect(await load(key)).toBe(0n);
    await advance(key, 0n, 500n);
    expect(await load(key)).toBe(500n);
    await advance(key, 500n, 9_007_199_254_740_993n);
    await advance(key, 9_007_199_254_740_993n, 18_446_744_073_709_551_615n);
    expect(await load(key)).toBe(18_446_744_073_709_551_615n);
  });

  it.each([
    ['anew', 0n],
    ['from behind', 5n],
    ['from ahead', 11n],
  ])('is not moved %s once it stands elsewhere', async (_name, seen) => {
    const key = newKey();
    await advance(key, 0n, 10n);
    await expect(advance(key, seen, 20n)).rejects.toThrow(CheckpointMoved);
    expect(await load(key)).toBe(10n);
  });

  it('is not moved from a place where it never was', async () => {
    const key = newKey();
    await expect(advance(key, 7n, 8n)).rejects.toThrow(CheckpointMoved);
    expect(await load(key)).toBe(0n);
  });

  it('only moves forward', async () => {
    const key = newKey();
    await advance(key, 0n, 10n);
    await expect(advance(key, 10n, 10n)).rejects.toThrow(RangeError);
    await expect(advance(key, 10n, 9n)).rejects.toThrow(RangeError);
  });

  it('begins anew for a topic that was made anew, another partition and another processor', async () => {
    const key = newKey();
    await advance(key, 0n, 10n);
    expect(await load({ ...key, topicId: randomUUID() })).toBe(0n);
    expect(await load({ ...key, partition: 4 })).toBe(0n);
    expect(await load({ ...key, processor: 'other' })).toBe(0n);
  });

  it('stays where it was when the transaction fails later', async () => {
    const key = newKey();
    const failed = fresh.connections.inTransaction(fresh.tenantId, async (tx) => {
      await new StreamCheckpoints(tx).advance({ ...key, seen: 0n, next: 10n });
      throw new RangeError('later');
    });
    await expect(failed).rejects.toThrow('later');
    expect(await load(key)).toBe(0n);
  });

  it('lets every record be applied exactly once by two owners who race, whatever batches they take', async () => {
    const records = 60;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
        async (firstSizes, secondSizes) => {
          const key = newKey();
          const stream = key.topicId;
          await Promise.all([own(key, firstSizes, records), own(key, secondSizes, records)]);
          const rows: { version: number }[] = await fresh.connections.reading(fresh.tenantId, ({ manager }) =>
            manager.query('SELECT version FROM event_journal WHERE stream_id = ? ORDER BY position', [
              stream,
            ]),
          );
          expect(rows.map(({ version }) => version)).toEqual(
            Array.from({ length: records }, (_, index) => index),
          );
          expect(await load(key)).toBe(BigInt(records));
        },
      ),
      { numRuns: 15 },
    );
  });
});

/** Applies the records from the checkpoint on, in batches of the given sizes, until all are applied by somebody. */
async function own(key: CheckpointKey, sizes: readonly number[], records: number): Promise<void> {
  for (let round = 0; ; round++) {
    const seen = await load(key);
    if (seen >= BigInt(records)) return;
    const next = Math.min(Number(seen) + (sizes[round % sizes.length] ?? 1), records);
    try {
      await fresh.connections.inTransaction(fresh.tenantId, async (tx) => {
        for (let offset = Number(seen); offset < next; offset++) {
          // Not the journal's own way: its unique key would hide a record applied twice.
          await tx.manager.query(
            `INSERT INTO event_journal (event_id, stream_type, stream_id, version, event_type, schema_version, payload, occurred_at)
             VALUES (?, ?, ?, ?, 'Applied', 1, '{}', NOW(3))`,
            [randomUUID(), randomUUID(), key.topicId, offset],
          );
        }
        await new StreamCheckpoints(tx).advance({ ...key, seen, next: BigInt(next) });
      });
    } catch (error) {
      if (!(error instanceof CheckpointMoved)) throw error;
    }
  }
}
