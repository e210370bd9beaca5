import { describe, expect, it } from '@jest/globals';
import { decodeEvent, EventNotValid } from '@trackingbms/message-contracts';
import type { IncomingRecord, RecordBatch } from '../records/incoming-record.js';
import { Collected } from './collected.js';
import { idOf, idsInto, type ContractCase } from './contract-case.js';
import { deviceConnected } from './sample-events.js';

/** Publishing, and reading as one of a group. */
export function groupsContract(the: ContractCase): void {
  describe('read by a group', () => {
    it('keeps the events of one battery on one partition and in order', async () => {
      const seen = new Collected<{ id: string; partition: number }>();
      await the.publishIds(5, 'a', 'b');
      await the.publishIds(5, 'c');
      await the.started(
        the.consumer({
          handler: async ({ records, partition }) =>
            seen.add(...records.map((record) => ({ id: idOf(record), partition }))),
        }),
      );
      const items = await seen.count(3);
      expect(items.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
      expect(new Set(items.map(({ partition }) => partition)).size).toBe(1);
    });

    it('gives what was published, byte for byte', async () => {
      const seen = new Collected<IncomingRecord>();
      const event = { ...deviceConnected(5, 1, 'a'), correlationId: 'asked', traceparent: '00-0af7-b7ad-01' };
      await the.log.publish([event]);
      await the.started(the.consumer({ handler: async ({ records }) => seen.add(...records) }));
      const [record] = await seen.count(1);
      expect(record).toMatchObject({ key: '5/1', offset: 0n });
      const { id, type, source, time, tenantId, correlationId, traceparent, data } = event;
      expect(decodeEvent(record as IncomingRecord)).toEqual({
        ok: true,
        event: { id, type, source, time, tenantId, correlationId, traceparent, data },
      });
    });

    it('takes none of the events when one of them is not valid', async () => {
      const wrong = { ...deviceConnected(5, 1, 'b'), data: { batteryId: 0 } };
      await expect(the.log.publish([deviceConnected(5, 1, 'a'), wrong])).rejects.toThrow(EventNotValid);
      await the.publishIds(5, 'c');
      const seen = new Collected<string>();
      await the.started(the.consumer({ handler: idsInto(seen) }));
      expect(await seen.count(1)).toEqual(['c']);
    });

    it('goes on after the last commit when a member comes back', async () => {
      const before = new Collected<string>();
      await the.publishIds(5, 'a', 'b');
      const first = await the.started(the.consumer({ handler: idsInto(before) }));
      await before.count(2);
      await first.stop();
      await the.publishIds(5, 'c');
      const after = new Collected<string>();
      await the.started(the.consumer({ handler: idsInto(after) }));
      expect(await after.count(1)).toEqual(['c']);
    });

    it('gives a failed batch again, whole and in order, and goes on with other partitions meanwhile', async () => {
      const seen = new Collected<string>();
      let failures = 0;
      await the.publishIds(5, 'a', 'b');
      await the.publishIds(6, 'x');
      const handler = async ({ records }: RecordBatch) => {
        const ids = records.map(idOf);
        if (ids.includes('a') && failures < 3) {
          failures += 1;
          seen.add(`failed ${ids.join()}`);
          throw new Error('not yet');
        }
        seen.add(...ids);
      };
      await the.started(
        the.consumer({ handler, backOff: { firstMilliseconds: 10, longestMilliseconds: 50 } }),
      );
      await seen.until((items) => items.includes('b') && items.includes('x'));
      await the.publishIds(5, 'c');
      const items = await seen.until((all) => all.includes('c'));
      expect(items.filter((item) => item !== 'x')).toEqual([...Array(3).fill('failed a,b'), 'a', 'b', 'c']);
    });

    it('commits no further than the handler allows, and reads on all the same', async () => {
      const seen = new Collected<string>();
      await the.publishIds(5, 'a', 'b');
      const first = the.consumer({
        handler: async ({ records }) => {
          seen.add(...records.map(idOf));
          return { commitUpTo: 1n };
        },
      });
      await the.started(first);
      await seen.count(2);
      await the.publishIds(5, 'c');
      await seen.count(3);
      await first.stop();
      const after = new Collected<string>();
      await the.started(the.consumer({ handler: idsInto(after) }));
      expect(await after.count(2)).toEqual(['b', 'c']);
    });

    it('lowers a commit only when the handler insists', async () => {
      const committed = new Collected<bigint | null>();
      const run = async (id: string, commitUpTo: bigint, evenIfLower: boolean) => {
        const seen = new Collected<string>();
        const member = the.consumer({
          onAssigned: (_topic, partition, offset) => void (partition === 5 && committed.add(offset)),
          handler: async ({ records }) => {
            seen.add(...records.map(idOf));
            return id === 'a' ? undefined : { commitUpTo, evenIfLower };
          },
        });
        await member.start();
        await the.publishIds(5, id);
        await seen.until((ids) => ids.includes(id));
        await member.stop();
      };
      await run('a', 0n, false);
      await run('b', 2n, false);
      await run('c', 1n, true);
      await run('d', 4n, false);
      expect(committed.items).toEqual([null, 1n, 2n, 1n]);
    });

    it('shares the partitions of a group, and gives them back when a member leaves', async () => {
      const shares = { first: new Set<number>(), second: new Set<number>() };
      const seen = new Collected<{ by: string; id: string }>();
      const member = (by: keyof typeof shares) =>
        the.consumer({
          onAssigned: (_topic, partition) => void shares[by].add(partition),
          onRevoked: (_topic, partition) => void shares[by].delete(partition),
          handler: async ({ records }) => seen.add(...records.map((record) => ({ by, id: idOf(record) }))),
        });
      const publishToAll = async (name: string) => {
        for (let tenant = 1; tenant <= 12; tenant += 1) await the.publishIds(tenant, `${name}-${tenant}`);
      };
      const named = (name: string) => seen.items.filter(({ id }) => id.startsWith(name));
      await the.started(member('first'));
      const leaving = await the.started(member('second'));
      await publishToAll('early');
      await seen.until(() => named('early').length >= 12);
      expect(new Set(named('early').map(({ by }) => by)).size).toBe(2);
      const all = [...shares.first, ...shares.second].toSorted((left, right) => left - right);
      expect(all).toEqual([...Array(12).keys()]);
      await leaving.stop();
      expect(shares.second.size).toBe(0);
      await publishToAll('late');
      await seen.until(() => named('late').length >= 12);
      expect(new Set(named('late').map(({ by }) => by))).toEqual(new Set(['first']));
      expect(shares.first.size).toBe(12);
    });
  });
}
