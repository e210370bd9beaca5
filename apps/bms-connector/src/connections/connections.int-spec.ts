import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startService, type RunningService } from '@trackingbms/service-kit';
import {
  startTestIssuer,
  testSettings,
  type TestClaims,
  type TestIssuer,
} from '@trackingbms/service-kit/testing';
import { BmsConnectorModule } from '../bms-connector.module.js';
import { ConnectorSettings } from '../connector-settings.js';
import { scriptedDevice, silent, type Behaviour, type ScriptedDevice } from '../testing/scripted-device.js';
import { inTemporaryDirectory } from '../testing/temporary-directory.js';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

const thingSet =
  (volts: number): Behaviour =>
  (_, socket) =>
    void socket.write(`:85 {"rPackVoltage_V":${volts},"rSOC_pct":140}\n`);

describe('the connections of the API', () => {
  const devices: ScriptedDevice[] = [];
  let issuer: TestIssuer;
  let service: RunningService;
  let remove: () => void;

  beforeAll(async () => {
    issuer = await startTestIssuer();
    const directory = await new Promise<string>((resolve) => {
      void inTemporaryDirectory(async (made) => {
        resolve(made);
        await new Promise<void>((end) => (remove = end));
      });
    });
    const settings = testSettings(
      ConnectorSettings,
      {
        KAFKA_BROKERS: '127.0.0.1:1',
        SPOOL_DIRECTORY: directory,
        ALLOWED_DEVICE_RANGES: '127.0.0.1/32,2@127.0.0.3/32',
      },
      issuer,
    );
    service = await startService({ name: 'bms-connector', module: BmsConnectorModule, settings });
  });
  afterAll(async () => {
    await service.stop();
    await issuer.stop();
    remove();
  });
  afterEach(async () => {
    await Promise.all(devices.splice(0).map((device) => device.close()));
  });

  async function device(behaviour: Behaviour): Promise<ScriptedDevice> {
    const one = await scriptedDevice(behaviour);
    devices.push(one);
    return one;
  }
  async function post(path: string, body: object, claims: TestClaims = {}, language = 'en'): Promise<Answer> {
    const answer = await fetch(`${service.httpUrl}/v1/connections/${path}`, {
      method: 'POST',
      headers: {
        ...(await issuer.bearer(claims)),
        'content-type': 'application/json',
        'accept-language': language,
      },
      body: JSON.stringify(body),
    });
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as Record<string, unknown>,
    };
  }
  const at = (bmsPort: number, over: object = {}) => ({
    bmsIpAddress: '127.0.0.1',
    bmsPort,
    bmsConfig: { profile: 'libre-solar-bms', timeoutMilliseconds: 300 },
    ...over,
  });

  it('answer the reading, its doubts and what came', async () => {
    const { port } = await device(thingSet(52.8));
    const { status, body } = await post('test', at(port));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ok: true,
      profile: 'libre-solar-bms@1',
      reading: { packVoltage: 52.8, dataQuality: 'poor' },
      doubts: [{ code: 'OUT_OF_PHYSICAL_RANGE', field: 'socPercent', value: 140 }],
    });
    expect(body['raw']).toContainEqual({
      source: expect.objectContaining({ path: 'Meas/rSOC_pct' }),
      usedFor: ['socPercent'],
      answered: true,
      value: 140,
    });
    expect(JSON.stringify(body['frames'])).toContain(Buffer.from('rPackVoltage_V').toString('hex'));
  });

  it('answer at which step a device failed, in the language that is asked for', async () => {
    const { port } = await device(silent);
    const { status, body } = await post('test', at(port), {}, 'fr');
    expect(status).toBe(200);
    expect(body).toMatchObject({ ok: false, step: 'speak', code: 'CONNECTION.NO_ANSWER' });
    expect(body['message']).toContain('ne répond pas');
  });

  it('refuse wrong settings with a pointer to each', async () => {
    const { port, requests } = await device(silent);
    const { status, body } = await post('test', at(port, { bmsConfig: { profile: 'none', unitId: 900 } }));
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'CONNECTION.SETTINGS_WRONG',
      errors: [{ pointer: '/bmsConfig/unitId' }],
    });
    expect(requests).toEqual([]);
  });

  it('refuse an address that this client may not reach', async () => {
    const { port } = await device(silent);
    for (const [bmsIpAddress, tenant] of [
      ['127.0.0.2', 1],
      ['127.0.0.3', 1],
      ['127.0.0.2', 2],
    ] as const) {
      const { status, body } = await post('test', at(port, { bmsIpAddress }), { tenant });
      expect({ status, body }).toMatchObject({
        status: 422,
        body: { code: 'CONNECTION.ADDRESS_NOT_ALLOWED' },
      });
    }
    const own = await post('test', at(port, { bmsIpAddress: '127.0.0.3' }), { tenant: 2 });
    expect(own).toMatchObject({ status: 200, body: { step: 'connect' } });
  });

  it('try a profile that is not saved, and refuse a wrong one with its paths', async () => {
    const { port } = await device(thingSet(26.4));
    const lines = [
      ...['profile: our-rack', 'version: 3', 'title: Ours', 'protocol: thingset', 'transports: [tcp]'],
      ...[
        'currentSign: { positive: charging }',
        'fields:',
        '  packVoltage: { from: { path: Meas/rPackVoltage_V }, scale: 2 }',
      ],
    ];
    const bmsConfig = {};
    const good = await post('test', at(port, { bmsConfig, profileText: lines.join('\n') }));
    expect(good.body).toMatchObject({ ok: true, profile: 'our-rack@3', reading: { packVoltage: 52.8 } });
    const wrong = await post(
      'test',
      at(port, { bmsConfig, profileText: lines.join('\n').replace('scale: 2', 'scale: 0') }),
      {},
      'fr',
    );
    expect(wrong).toMatchObject({
      status: 422,
      body: {
        code: 'CONNECTION.PROFILE_WRONG',
        errors: [{ pointer: '/profileText/fields/packVoltage/scale' }],
      },
    });
  });

  it('leave what is on a site to the site', async () => {
    const bmsConfig = { profile: 'libre-solar-bms', siteConnectorId: 2 };
    expect(await post('test', at(80, { bmsConfig }))).toMatchObject({
      status: 422,
      body: { code: 'CONNECTION.READ_ON_SITE' },
    });
  });

  it('are for those who hold the permission', async () => {
    const { port, requests } = await device(silent);
    expect((await post('test', at(port), { perms: ['batteries:read'] })).status).toBe(403);
    expect(requests).toEqual([]);
  });

  it('take no more tries of a client at once than may be, and those of another', async () => {
    const held: (() => void)[] = [];
    const { port } = await device((_, socket) => void held.push(() => socket.destroy()));
    const bmsConfig = { profile: 'libre-solar-bms', timeoutMilliseconds: 5_000 };
    const answers = Array.from({ length: 4 }, () => post('test', at(port, { bmsConfig })));
    const first = await Promise.race(answers);
    expect(first).toMatchObject({ status: 429, body: { code: 'CONNECTION.TOO_MANY_TRIES' } });
    expect(first.headers.get('retry-after')).not.toBeNull();
    const other = await post('test', at(1, { bmsConfig }), { tenant: 2 });
    expect(other).toMatchObject({ status: 200, body: { code: 'CONNECTION.REFUSED' } });
    for (let ended = 0; ended < 3; ended++) {
      const device = devices.at(-1);
      if (device) device.behaviour = (_, socket) => void socket.destroy();
      held.splice(0).forEach((hangUp) => hangUp());
      await answers[ended];
    }
  });
});
