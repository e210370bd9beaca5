import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BatteryTypeEntity } from '../fleet/battery-type.entity.js';
import { freshTenantDatabase, type FreshTenantDatabase } from '../testing/index.js';
import { StatementFailed } from './data-sources.errors.js';
import type { TenantTransaction } from './tenant-transaction.js';

let fresh: FreshTenantDatabase;

beforeAll(async () => {
  fresh = await freshTenantDatabase({ sources: { lockTimeoutSeconds: 1, connectionsPerTenant: 3 } });
});

afterAll(() => fresh.drop());

beforeEach(() => inTransaction(({ manager }) => manager.query('DELETE FROM stream_checkpoint')));

function inTransaction<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
  return fresh.connections.inTransaction(fresh.tenantId, work);
}

function insert({ manager }: TenantTransaction, partition: number): Promise<unknown> {
  return manager.query('INSERT INTO stream_checkpoint VALUES (?, ?, ?, ?)', ['p', 't', partition, 1]);
}

function lock({ manager }: TenantTransaction, partition: number): Promise<unknown> {
  return manager.query('UPDATE stream_checkpoint SET next_offset = next_offset + 1 WHERE partition_no = ?', [
    partition,
  ]);
}

async function partitions(): Promise<number[]> {
  const rows: { partition_no: number }[] = await fresh.connections.reading(fresh.tenantId, ({ manager }) =>
    manager.query('SELECT partition_no FROM stream_checkpoint ORDER BY partition_no'),
  );
  return rows.map((row) => row.partition_no);
}

/** Lets several transactions wait for each other. */
function meetingOf(count: number): () => Promise<void> {
  let meet = (): void => undefined;
  const met = new Promise<void>((resolve) => (meet = resolve));
  let arrived = 0;
  return () => {
    if (++arrived === count) meet();
    return met;
  };
}

describe('a transaction', () => {
  it('keeps all of it or nothing', async () => {
    await inTransaction((tx) => insert(tx, 1));
    const failure = new RangeError('no');
    const failed = inTransaction(async (tx) => {
      await insert(tx, 2);
      throw failure;
    });
    await expect(failed).rejects.toBe(failure);
    expect(await partitions()).toEqual([1]);
  });

  it('is run again after a deadlock, until both are through', async () => {
    await inTransaction(async (tx) => {
      await insert(tx, 1);
      await insert(tx, 2);
    });
    const meet = meetingOf(2);
    let runs = 0;
    const crossing = (first: number, second: number) =>
      inTransaction(async (tx) => {
        runs++;
        await lock(tx, first);
        await meet();
        await lock(tx, second);
      });
    await Promise.all([crossing(1, 2), crossing(2, 1)]);
    expect(runs).toBe(3);
    const rows: unknown = await inTransaction(({ manager }) =>
      manager.query('SELECT next_offset FROM stream_checkpoint ORDER BY partition_no'),
    );
    expect(rows).toEqual([{ next_offset: 3 }, { next_offset: 3 }]);
  });

  it('is run again as a whole after a lock time-out, which undoes only one statement by itself', async () => {
    await inTransaction((tx) => insert(tx, 1));
    let release = (): void => undefined;
    const locked = meetingOf(1);
    const blocker = inTransaction(async (tx) => {
      await lock(tx, 1);
      await locked();
      await new Promise<void>((resolve) => (release = resolve));
    });
    await locked();
    let runs = 0;
    await inTransaction(async (tx) => {
      runs++;
      await insert(tx, 2);
      try {
        await lock(tx, 1);
      } catch (error) {
        release();
        await blocker;
        throw error;
      }
    });
    expect(runs).toBe(2);
    expect(await partitions()).toEqual([1, 2]);
  });

  it('is given up after a few tries, with the reason', async () => {
    let runs = 0;
    const failed = inTransaction(({ manager }) => {
      runs++;
      return manager.query("SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213");
    });
    await expect(failed).rejects.toMatchObject({ name: 'StatementFailed', errno: 1213 });
    expect(runs).toBe(5);
  });

  it('leaves nothing behind of work that went on after a failure', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const failed = inTransaction(async (tx) => {
      await insert(tx, 1);
      late = (async () => {
        const outcomes: string[] = [];
        for (let partition = 100; partition < 200; partition++) {
          outcomes.push(await insert(tx, partition).then(String, () => 'refused'));
        }
        return outcomes.at(-1);
      })();
      await tx.manager.query('SELECT * FROM no_such_table');
    });
    await expect(failed).rejects.toBeInstanceOf(StatementFailed);
    expect(await late).toBe('refused');
    expect(await partitions()).toEqual([]);
  });

  it('leaves nothing behind of a query that was on its way when the work failed', async () => {
    for (let turns = 0; turns < 12; turns++) {
      let late: Promise<unknown> = Promise.resolve();
      const failed = inTransaction((tx) => {
        late = (async () => {
          for (let i = 0; i < turns; i++) await Promise.resolve();
          await insert(tx, turns);
        })().catch(() => 'refused');
        return Promise.reject(new RangeError('no'));
      });
      await expect(failed).rejects.toThrow('no');
      await late;
    }
    expect(await partitions()).toEqual([]);
  });

  it('leaves nothing behind of work that nobody waited for', async () => {
    let late: Promise<unknown> = Promise.resolve();
    await inTransaction(async (tx) => {
      await insert(tx, 1);
      late = new Promise((resolve) => setTimeout(resolve, 20))
        .then(() => insert(tx, 2))
        .then(
          () => 'written',
          () => 'refused',
        );
    });
    expect(await late).toBe('refused');
    expect(await partitions()).toEqual([1]);
  });

  it('sees what others committed meanwhile', async () => {
    await inTransaction(async ({ manager }) => {
      const count = async () =>
        ((await manager.query('SELECT * FROM stream_checkpoint')) as unknown[]).length;
      expect(await count()).toBe(0);
      await inTransaction((tx) => insert(tx, 1));
      expect(await count()).toBe(1);
    });
  });
});

describe('a query', () => {
  it('refuses a condition that is not there instead of dropping it', async () => {
    for (const name of [undefined, null]) {
      const found = fresh.connections.reading(fresh.tenantId, ({ manager }) =>
        manager.find(BatteryTypeEntity, { where: { name: name as unknown as string } }),
      );
      await expect(found).rejects.toThrow(/where/);
    }
  });

  it('refuses an order by anything but a column', async () => {
    const order = { '(SELECT SLEEP(5))': 'ASC' } as unknown as { name: 'ASC' };
    const found = fresh.connections.reading(fresh.tenantId, ({ manager }) =>
      manager.find(BatteryTypeEntity, { order }),
    );
    await expect(found).rejects.toThrow(/SLEEP/);
  });

  it('is one statement', async () => {
    const two = fresh.connections.reading(fresh.tenantId, ({ manager }) =>
      manager.query('SELECT 1; SELECT 2'),
    );
    await expect(two).rejects.toMatchObject({ code: 'ER_PARSE_ERROR' });
  });

  it('does not take an object for columns', async () => {
    const rows: unknown = await fresh.connections.reading(fresh.tenantId, ({ manager }) =>
      manager.query('SELECT slug FROM battery_types WHERE slug = ?', [{ slug: 1 }]),
    );
    expect(rows).toEqual([]);
  });

  it('ends with an error that tells neither the statement nor a value', async () => {
    const failed = inTransaction(async (tx) => {
      await insert(tx, 4711);
      await insert(tx, 4711);
    });
    const error = (await failed.catch((reason: unknown) => reason)) as StatementFailed;
    expect(error).toMatchObject({ code: 'ER_DUP_ENTRY', errno: 1062, key: 'PRIMARY' });
    expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/4711|INSERT/);
  });

  it('is ended by the server when it takes too long', async () => {
    const slow = await freshTenantDatabase({ sources: { statementTimeoutMilliseconds: 100 } });
    const failed = slow.connections.reading(slow.tenantId, ({ manager }) =>
      manager.query('SELECT SLEEP(20)'),
    );
    await expect(failed).rejects.toMatchObject({ errno: 1969 });
    await slow.drop();
  });
});

describe('a value', () => {
  it('comes back as it went in: times to the millisecond in UTC, decimals as numbers, dates as dates', async () => {
    const createdAt = new Date(Date.UTC(2026, 2, 8, 7, 30, 0, 123));
    const type = {
      slug: 'x',
      name: 'X',
      chemistry: 'other',
      nominalVoltage: 51.25,
      capacityAh: 0.1,
    } as const;
    const more = {
      capacityWh: 99999999.99,
      cellCount: 16,
      parallelStrings: 1,
      communicationProtocol: 'modbus',
    } as const;
    const found = await inTransaction(async ({ manager }) => {
      await manager.insert(BatteryTypeEntity, {
        ...type,
        ...more,
        isActive: true,
        version: 1,
        createdAt,
        updatedAt: createdAt,
      });
      return manager.findOneByOrFail(BatteryTypeEntity, { slug: 'x' });
    });
    expect(found).toMatchObject({ ...type, ...more, createdAt, isActive: true, operatingTempMin: -20 });
  });
});
