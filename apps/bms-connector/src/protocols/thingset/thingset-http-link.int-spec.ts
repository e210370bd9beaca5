import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeReading } from '../../device-profiles/decode-reading.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import type { DeviceAddress, DeviceLink } from '../battery-driver.js';
import { thingSetDriver } from './thingset.driver.js';

const profile = shippedProfile('libre-solar-bms.v1.yaml');
const values: Record<string, unknown> = {
  rPackVoltage_V: 52.87,
  rPackCurrent_A: -1.5,
  rStackVoltage_V: 52.8,
  rSOC_pct: 40.0,
};

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}
type Handler = (seen: Seen, response: ServerResponse) => void;

const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const gateway: Handler = ({ path, body }, response) => {
  if (path === '/ts/') return json(response, 200, { 'bms-c1': '0A1B2C3D' });
  if (path !== '/ts/0A1B2C3D/Meas') return json(response, 404, 'not found');
  if (body === '') return json(response, 200, values);
  return json(
    response,
    200,
    (JSON.parse(body) as string[]).map((name) => values[name]),
  );
};

describe('ThingSet over HTTP', () => {
  let server: Server;
  let handler: Handler;
  let link: DeviceLink;
  let seen: Seen[];

  beforeEach(async () => {
    handler = gateway;
    seen = [];
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    link = thingSetDriver.openLink({ protocol: 'thingset', transport: 'http', host: '127.0.0.1', port });
  });
  afterEach(async () => {
    link.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const each = { method: request.method ?? '', path: request.url ?? '', body };
    seen.push(each);
    handler(each, response);
  }
  const read = async (address: DeviceAddress = { nodeId: '0A1B2C3D' }, timeoutMilliseconds = 2_000) =>
    decodeReading(profile, await link.read({ profile, address, timeoutMilliseconds }));

  it('takes the whole group first and then fetches what the profile wants', async () => {
    for (let poll = 0; poll < 3; poll++) {
      expect(await read()).toMatchObject({ packVoltage: 52.87, packCurrent: -1.5, socPercent: 40 });
    }
    const names = '["rPackVoltage_V","rPackCurrent_A","rSOC_pct"]';
    expect(seen.map(({ body }) => body)).toEqual(['', names, names]);
    expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it.each<[string, Handler]>([
    [
      'refuses a body',
      ({ path, body }, response) =>
        body ? json(response, 405, '') : gateway({ path, body, method: '' }, response),
    ],
    ['ignores a body', ({ path }, response) => gateway({ path, body: '', method: '' }, response)],
    [
      'answers too few values',
      ({ path, body }, response) =>
        body ? json(response, 200, [1]) : gateway({ path, body, method: '' }, response),
    ],
  ])('reads from a gateway that %s', async (_, behaviour) => {
    handler = behaviour;
    for (let poll = 0; poll < 3; poll++) expect(await read()).toMatchObject({ packVoltage: 52.87 });
  });

  it('finds the one device behind a gateway by itself', async () => {
    expect(await read({})).toMatchObject({ packVoltage: 52.87 });
    await read({});
    expect(seen.filter(({ path }) => path === '/ts/')).toHaveLength(1);
  });

  it('needs to be told which of several devices', async () => {
    handler = (_, response) => json(response, 200, { a: '01', b: '02' });
    await expect(read({})).rejects.toMatchObject({ kind: 'configuration' });
  });

  it('takes another base path', async () => {
    handler = ({ path, ...rest }, response) =>
      gateway({ ...rest, path: path.replace('/api/v1', '') }, response);
    expect(await read({ nodeId: '0A1B2C3D', basePath: '/api/v1/ts/' })).toMatchObject({ packVoltage: 52.87 });
  });

  it.each<[string, Handler, string]>([
    ['silence', () => undefined, 'timeout'],
    [
      'half an answer',
      (_, response) => void response.writeHead(200, { 'content-length': 100 }).write('{"rPack'),
      'timeout',
    ],
    [
      'an answer cut off',
      (_, response) =>
        void response.writeHead(200, { 'content-length': 100 }).write('{"rPack', () => response.destroy()),
      'reset',
    ],
    ['a reset', (_, response) => void response.destroy(), 'reset'],
    ['no HTTP', (_, response) => void response.socket?.end('garbage\r\n\r\n'), 'garbled'],
    ['no JSON', (_, response) => void response.end('<html>'), 'garbled'],
    ['a list', (_, response) => json(response, 200, [1, 2]), 'garbled'],
    ['too much', (_, response) => void response.end('x'.repeat(300 * 1024)), 'garbled'],
    [
      'a redirect',
      (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'exception',
    ],
    ['not found', (_, response) => json(response, 404, ''), 'configuration'],
    [
      'a device that is not connected',
      (_, response) => void response.writeHead(404).end('Device not connected'),
      'unreachable',
    ],
    ['an internal error', (_, response) => json(response, 500, ''), 'exception'],
  ])('%s is a failure of its kind, and the next read is right', async (_, behaviour, kind) => {
    handler = behaviour;
    await expect(read(undefined, 150)).rejects.toMatchObject({ kind });
    handler = gateway;
    expect(await read()).toMatchObject({ packVoltage: 52.87 });
  });
});
