import { describe, expect, it } from '@jest/globals';
import { JsonLogger } from '@trackingbms/service-kit';
import type { FleetCommands } from '../commands/fleet-commands.js';
import { FirstRows } from './first-rows.js';

/** Answers what `outcomes` hold in turn, then nothing more to record; remembers who was asked. */
function commands(...outcomes: (number | Error)[]) {
  const asked: number[] = [];
  const waiting: { count: number; tell: () => void }[] = [];
  const fake = {
    asked,
    until: (count: number) => new Promise<void>((tell) => waiting.push({ count, tell })),
    run: async ({ tenantId }: { tenantId: number }) => {
      asked.push(tenantId);
      for (const { count, tell } of waiting) if (asked.length >= count) tell();
      const outcome = outcomes.shift() ?? 0;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
  return fake as typeof fake & FleetCommands;
}

const logger = JsonLogger.for('test', 'silent');

describe('first rows', () => {
  it('are recorded until there are none left', async () => {
    const fake = commands(200, 3, 0);
    expect(await new FirstRows(fake, logger).record(7)).toBe(203);
  });

  it('of every tenant that is seen are recorded, also of one that is seen meanwhile', async () => {
    const fake = commands();
    const rows = new FirstRows(fake, logger);
    const three = fake.until(3);
    rows.tenantSeen(1);
    rows.tenantSeen(2);
    rows.tenantSeen(3);
    await three;
    await rows.stop();
    expect(fake.asked).toEqual([1, 2, 3]);
  });

  it('of a tenant whose database is away do not keep the others waiting, and are tried again', async () => {
    const fake = commands(new Error('away'), 0, new Error('still away'));
    const rows = new FirstRows(fake, logger, 1);
    const four = fake.until(4);
    rows.tenantSeen(1);
    rows.tenantSeen(2);
    await four;
    await rows.stop();
    expect(fake.asked).toEqual([1, 2, 1, 1]);
  });

  it('are not begun once stopped', async () => {
    const fake = commands();
    const rows = new FirstRows(fake, logger);
    await rows.stop();
    rows.tenantSeen(1);
    expect(fake.asked).toEqual([]);
  });
});
