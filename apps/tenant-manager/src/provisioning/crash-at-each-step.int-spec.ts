import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TenantEntryV1 } from '@trackingbms/message-contracts';
import { provisioningSteps, type KnownClient } from '@trackingbms/tenants';
import { operator, wantedClient } from '../testing/client-samples.js';
import { endStateOf } from '../testing/end-state.js';
import { onTenantEntry } from '../testing/on-tenant-entry.js';
import { freshCore, type FreshCore } from '../testing/fresh-core.js';

const now = () => Date.parse('2026-03-08T12:00:00Z');
let points: readonly string[];
let core: FreshCore;
let untroubled: KnownClient;

beforeAll(async () => {
  const reached: string[] = [];
  const faults = { reached: (point: string) => Promise.resolve(void reached.push(point)) };
  core = await freshCore({ now, faults });
  ({ client: untroubled } = await core.parts.provisioning.provision(wantedClient('untroubled'), operator));
  points = [...reached];
});

afterAll(() => core.drop());

/** The process dies at a point: nothing after it runs. */
class DeathAt {
  point = '';
  reached(point: string): Promise<void> {
    return point === this.point ? Promise.reject(new Error('died')) : Promise.resolve();
  }
}

describe('a client whose provisioning dies', () => {
  it('is tried at three points of each step, and between the accounts', () => {
    for (const step of provisioningSteps) {
      expect(points).toEqual(
        expect.arrayContaining([`${step}: started`, `${step}: carried out`, `${step}: recorded`]),
      );
    }
    expect(points).toHaveLength(provisioningSteps.length * 3 + 7);
  });

  it('ends, run again, as one whose provisioning never did', async () => {
    const expected = await endStateOf(core, untroubled);
    const death = new DeathAt();
    const dying = core.assembleAgain({ faults: death });
    for (const [index, point] of points.entries()) {
      const wanted = wantedClient(`dies-${index}`);
      death.point = point;
      await expect(dying.provisioning.provision(wanted, operator)).rejects.toThrow();
      const { client } = await core.parts.provisioning.provision(wanted, operator);
      expect({ point, state: await endStateOf(core, client) }).toEqual({ point, state: expected });
    }
  }, 240_000);

  it('is told to the others once it is in service, and not before', async () => {
    const entry = new Promise<TenantEntryV1>((resolve) =>
      onTenantEntry(core.events, untroubled.tenantId, resolve),
    );
    core.parts.relay.start();
    expect(await entry).toMatchObject({
      slug: 'untroubled',
      status: 'active',
      schemaVersion: untroubled.schemaVersion,
    });
  });
});
