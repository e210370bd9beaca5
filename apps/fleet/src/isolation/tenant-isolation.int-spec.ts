import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import { addFleet, batteryBody, typeBody, type Shown } from '../testing/requests.js';
import { startFleet, type RunningFleet } from '../testing/running-fleet.js';
import { SeenEvents } from '../testing/seen-events.js';

const canaries = ['canary-alpha', 'canary-beta'] as const;
const collections = ['battery-types', 'locations', 'batteries'];
let fleet: RunningFleet;
let alpha: number;
let beta: number;

/** Two clients whose entities have the same ids; what is told apart is their names. */
beforeAll(async () => {
  fleet = await startFleet();
  [alpha, beta] = [(await fleet.addTenant()).tenantId, (await fleet.addTenant()).tenantId];
  await addFleet(fleet, alpha, canaries[0]);
  await addFleet(fleet, beta, canaries[1]);
});
afterAll(() => fleet.stop());

const whole = async (tenantId: number): Promise<string> => {
  const lists = await Promise.all(
    collections.map((name) => fleet.call(tenantId, 'GET', `/v1/${name}?limit=200&sort=-name`)),
  );
  return JSON.stringify(lists.map(({ body }) => body));
};

describe('two clients with the same ids', () => {
  it('have them', async () => {
    const ids = await Promise.all(
      [alpha, beta].map(
        async (tenantId) => (await fleet.call<Shown>(tenantId, 'GET', '/v1/batteries/1')).body.id,
      ),
    );
    expect(ids).toEqual([1, 1]);
  });

  it('see only their own, entity by entity and in lists', async () => {
    for (const [tenantId, own, foreign] of [
      [alpha, canaries[0], canaries[1]],
      [beta, canaries[1], canaries[0]],
    ] as const) {
      expect(await whole(tenantId)).toContain(own);
      expect(await whole(tenantId)).not.toContain(foreign);
      for (const collection of collections) {
        const one = JSON.stringify((await fleet.call(tenantId, 'GET', `/v1/${collection}/1`)).body);
        expect(one).toContain(own);
        expect(one).not.toContain(foreign);
      }
    }
  });

  it('do not change each other, whoever uses which id and key', async () => {
    const before = await whole(beta);
    const headers = { 'if-match': '"1"', 'idempotency-key': 'the-same' };
    await fleet.call(alpha, 'PATCH', '/v1/batteries/1', { headers, body: { notes: 'changed' } });
    await fleet.call(alpha, 'PATCH', '/v1/locations/1', { headers, body: { city: 'changed' } });
    await fleet.call(alpha, 'PATCH', '/v1/battery-types/1', { headers, body: { notes: 'changed' } });
    await fleet.call(alpha, 'POST', '/v1/batteries/1/commission', {
      headers: { 'idempotency-key': 'the-same' },
    });
    expect(await whole(beta)).toBe(before);
    const answer = await fleet.call(beta, 'POST', '/v1/batteries', {
      headers: { 'idempotency-key': 'the-same' },
      body: batteryBody(1, 1),
    });
    expect(answer.status).toBe(201);
  });

  it('do not find what only the other has', async () => {
    const { body } = await fleet.call<Shown>(beta, 'POST', '/v1/battery-types', {
      body: { ...typeBody, name: `${canaries[1]} extra` },
    });
    expect(await fleet.call(alpha, 'GET', `/v1/battery-types/${body.id}`)).toMatchObject({ status: 404 });
    expect(await fleet.call(alpha, 'POST', '/v1/batteries', { body: batteryBody(body.id, 1) })).toMatchObject(
      { status: 404 },
    );
  });

  it('hold under many requests at the same time', async () => {
    const asked = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 0 : 1));
    const answers = await Promise.all(
      asked.map(async (which) => {
        const tenantId = which === 0 ? alpha : beta;
        const { body } = await fleet.call(tenantId, 'GET', `/v1/${collections[which]}`);
        return { which, text: JSON.stringify(body) };
      }),
    );
    const misplaced = answers.filter(({ which, text }) => text.includes(String(canaries[1 - which])));
    expect(misplaced).toEqual([]);
  });

  it('have keys and tenants of their own on the topics', async () => {
    await fleet.announce(alpha);
    await fleet.announce(beta);
    for (const topic of [topics.fleet, topics.fleetEvents]) {
      const seen = new SeenEvents(fleet.eventLog, topic);
      await seen.start();
      await seen.until((all) => [alpha, beta].every((id) => all.some(({ tenantId }) => tenantId === id)));
      const misplaced = seen.all.filter(({ tenantId, data }) =>
        JSON.stringify(data).includes(tenantId === alpha ? canaries[1] : canaries[0]),
      );
      expect(misplaced).toEqual([]);
      await seen.stop();
    }
  });
});

describe('a token', () => {
  it('of a client that does not exist finds nothing', async () => {
    expect(await fleet.call(999, 'GET', '/v1/batteries')).toMatchObject({ status: 404 });
  });
});
