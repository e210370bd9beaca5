import { ApiClient, type Answer, type Battery, type Page } from './journey/api-client.js';
import { runTour } from './journey/readme-tour.js';
import { RunningPlatform } from './journey/running-platform.js';
import { eventually } from './watching/eventually.js';

interface Alert {
  readonly id: number;
  readonly batteryId: number;
  readonly alertCode: string;
  readonly status: string;
  readonly category: string;
}

interface State {
  readonly communication: { readonly failures: Readonly<Record<string, number>> } | null;
}

const failuresOf = ({ communication }: State): number =>
  Object.values(communication?.failures ?? {}).reduce((sum, count) => sum + count, 0);

const hot = (batteryId: number) => (event: { event: string; data: Record<string, unknown> }) =>
  event.event === 'alert' &&
  event.data['batteryId'] === batteryId &&
  event.data['category'] === 'temperature';

describe('a reading’s whole way', () => {
  let platform: RunningPlatform;
  let api: ApiClient;
  let batteries: readonly Battery[];

  beforeAll(async () => {
    platform = await RunningPlatform.start({ tenants: 2, batteries: 16, interval: 1 });
    api = await platform.signIn();
    batteries = await api.batteries();
  }, 240_000);
  afterAll(() => platform?.stop(), 60_000);

  const openAlerts = (batteryId: number): Promise<Answer<Page<Alert>>> =>
    api.get<Page<Alert>>(`/v1/alerts?status=open&batteryId=${batteryId}`);

  it('polls every pack of every protocol and stores what it says', async () => {
    expect(batteries).toHaveLength(16);
    for (const { id } of batteries) {
      const state = await eventually(
        () => api.get<Record<string, unknown>>(`/v1/batteries/${id}/state`),
        (answer) => answer.status === 200 && answer.body['timestamp'] !== null,
      );
      expect(state.body).toMatchObject({ batteryId: id, connection: 'online' });
    }
  });

  it('agrees with the simulator’s ground truth', async () => {
    const packs = await platform.demo.fleet.packs();
    for (const battery of batteries) {
      const pack = packs.find(({ serialNumber }) => serialNumber === battery.serialNumber);
      const { body } = await api.get<{ reading: Record<string, number> }>(
        `/v1/batteries/${battery.id}/state`,
      );
      const truth = (await (
        await fetch(`${platform.demo.fleet.controlUrl}/packs/${pack?.id}/truth`)
      ).json()) as {
        voltage: number;
        stateOfCharge: number;
      };
      expect(Math.abs((body.reading['packVoltage'] ?? 0) - truth.voltage)).toBeLessThan(0.6);
      expect(Math.abs((body.reading['socPercent'] ?? 0) - truth.stateOfCharge * 100)).toBeLessThan(5);
    }
  });

  it('shows a hot pack as an alert in the live stream within two polls, and in the list', async () => {
    const battery = batteries[0]!;
    const live = await api.live(`?batteries=${battery.id}`);
    await live.next(({ event }) => event === 'reading');
    await platform.switchFault(battery.serialNumber, 'over-temperature', true);
    const { found, passed } = await live.next(hot(battery.id));
    live.close();
    expect(found.data).toMatchObject({ change: 'raised' });
    // One reading may have been on its way while the fault was switched on.
    expect(passed.filter(({ event }) => event === 'reading').length).toBeLessThanOrEqual(3);
    const { body } = await openAlerts(battery.id);
    expect(body.items).toContainEqual(expect.objectContaining({ category: 'temperature', status: 'active' }));
  });

  it('lets an authorised person acknowledge it once', async () => {
    const battery = batteries[0]!;
    const [alert] = (await openAlerts(battery.id)).body.items.filter(
      ({ category }) => category === 'temperature',
    );
    const acknowledged = await api.post<Alert>(`/v1/alerts/${alert?.id}/acknowledge`);
    expect(acknowledged.status).toBe(200);
    const again = await api.post(`/v1/alerts/${alert?.id}/acknowledge`);
    expect(again).toMatchObject({ status: 409, body: { code: 'ALERT.ALREADY_ACKNOWLEDGED' } });
  });

  it('resolves it when the pack has cooled', async () => {
    const battery = batteries[0]!;
    const live = await api.live(`?events=alert&batteries=${battery.id}`);
    await platform.switchFault(battery.serialNumber, 'over-temperature', false);
    const { found } = await live.next(
      (event) => hot(battery.id)(event) || event.data['change'] === 'resolved',
    );
    live.close();
    expect(found.data).toMatchObject({ change: 'resolved' });
    await eventually(
      () => openAlerts(battery.id),
      ({ body }) => body.items.every(({ category }) => category !== 'temperature'),
    );
  });

  it('says that a device is lost, and that it is back', async () => {
    const battery = batteries[1]!;
    await platform.switchFault(battery.serialNumber, 'lost-link', true);
    await eventually(
      () => openAlerts(battery.id),
      ({ body }) => body.items.some(({ category }) => category === 'communication'),
    );
    const { body } = await eventually(
      () => api.get<State>(`/v1/batteries/${battery.id}/state`),
      (answer) => failuresOf(answer.body) >= 3,
    );
    expect(body).toMatchObject({ connection: 'offline' });
    await platform.switchFault(battery.serialNumber, 'lost-link', false);
    await eventually(
      () => openAlerts(battery.id),
      ({ body }) => body.items.every(({ category }) => category !== 'communication'),
    );
  }, 120_000);

  it('gives the history raw, hourly and down-sampled', async () => {
    const id = batteries[2]!.id;
    const range = `from=${new Date(Date.now() - 3_600_000).toISOString()}&to=${new Date(Date.now() + 1_000).toISOString()}`;
    for (const resolution of ['raw', 'hourly', 'points&points=20']) {
      const { status, body } = await api.get<{ items: unknown[] }>(
        `/v1/batteries/${id}/history?${range}&resolution=${resolution}`,
      );
      expect(status).toBe(200);
      expect(body.items.length).toBeGreaterThan(0);
    }
  });

  it('ends a session at the door, although its token has minutes to live', async () => {
    const leaving = await platform.signIn();
    expect((await leaving.get('/v1/batteries')).status).toBe(200);
    expect((await leaving.post('/v1/auth/sign-out')).status).toBeLessThan(300);
    const refused = await eventually(
      () => leaving.get('/v1/batteries'),
      ({ status }) => status === 401,
    );
    expect(refused.body).toMatchObject({ code: 'ACCESS.TOKEN_INVALID' });
    expect((await api.get('/v1/batteries')).status).toBe(200);
  });

  describe('what it refuses', () => {
    const problem = (status: number) => ({
      status,
      body: expect.objectContaining({ code: expect.any(String), status }),
    });

    it.each([
      ['no token', '/v1/batteries', 401],
      ['an unknown route', '/v1/nothing', 404],
    ])('%s', async (_, path, status) => {
      const anonymous = status === 401 ? new ApiClient(api.gatewayUrl, undefined) : api;
      expect(await anonymous.get(path)).toMatchObject(problem(status));
    });

    it('an unknown field and a wrong type, with nothing changed', async () => {
      const before = await api.batteries();
      const [type, location] = [batteries[0]!.batteryTypeId, batteries[0]!.locationId];
      const good = { serialNumber: 'E2E-1', name: 'One', batteryTypeId: type, locationId: location };
      expect(await api.post('/v1/batteries', { ...good, colour: 'red' })).toMatchObject(problem(400));
      expect(await api.post('/v1/batteries', { ...good, name: 7 })).toMatchObject(problem(400));
      expect(await api.batteries()).toEqual(before);
    });

    it('another tenant’s battery, as if it were not there', async () => {
      const other = await platform.signIn(1);
      const theirs = await other.batteries();
      const mine = new Set(batteries.map(({ serialNumber }) => serialNumber));
      expect(theirs.filter(({ serialNumber }) => mine.has(serialNumber))).toEqual([]);
      const beyond = Math.max(...theirs.map(({ id }) => id)) + 1_000;
      for (const path of ['', '/state'])
        expect(await other.get(`/v1/batteries/${beyond}${path}`)).toMatchObject(problem(404));
    });
  });

  it('is shown by the README’s tour as printed', async () => {
    const shown = await runTour({
      GATEWAY: api.gatewayUrl,
      PASSWORD: platform.demo.clients[0]!.password,
      FAULTS: platform.demo.fleet.controlUrl,
    });
    expect(shown).toContain('"serialNumber":"SIM-0001"');
    expect(shown).toMatch(/event: alert\ndata: .*"category":"temperature"/);
  }, 60_000);

  it('documents every route of every owner in one OpenAPI 3.1 page', async () => {
    const { body } = await api.get<{ openapi: string; paths: Record<string, unknown> }>('/openapi.json');
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/v1/live',
        '/v1/auth/sign-in',
        '/v1/batteries',
        '/v1/batteries/{id}/history',
        '/v1/alerts',
      ]),
    );
    expect(Object.keys(body.paths).filter((path) => path.startsWith('/internal'))).toEqual([]);
  });
});
