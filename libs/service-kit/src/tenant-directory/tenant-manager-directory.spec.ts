import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TenantDirectoryUnavailable, TenantUnknown } from '@trackingbms/tenants';
import { TenantManagerDirectory } from './tenant-manager-directory.js';

const coordinates = {
  tenantId: 5,
  engine: 'mariadb',
  host: 'database',
  port: 3306,
  database: 'client_5_batteries',
  username: 'c5_fleet',
  password: 'p4ss',
  schemaVersion: 4,
};

describe('TenantManagerDirectory', () => {
  let server: Server;
  let requests: IncomingMessage[];
  let answer: { status: number; body: unknown } | null;
  let now: number;
  let directory: TenantManagerDirectory;

  beforeEach(async () => {
    requests = [];
    now = 1_000_000;
    answer = { status: 200, body: coordinates };
    server = createServer((request, response) => {
      requests.push(request);
      if (answer) response.writeHead(answer.status).end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const options = { url, authorization: 'Service fleet:secret', timeoutMilliseconds: 200, now: () => now };
    directory = new TenantManagerDirectory(options);
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('asks once for many who want to know, shows who it is, and remembers for a while', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => directory.coordinatesOf(5, 'owner')));
    expect(answers[19]).toEqual(coordinates);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.url).toBe('/internal/tenants/5/data-source?access=owner');
    expect(requests[0]?.headers.authorization).toBe('Service fleet:secret');
    await directory.coordinatesOf(5, 'reader');
    expect(requests).toHaveLength(2);
    now += 60_001;
    await directory.coordinatesOf(5, 'owner');
    expect(requests).toHaveLength(3);
  });

  it('asks anew when told to forget', async () => {
    await directory.coordinatesOf(5, 'owner');
    directory.forget(5);
    await directory.coordinatesOf(5, 'owner');
    expect(requests).toHaveLength(2);
  });

  it('tells an unknown tenant from a directory that is away', async () => {
    answer = { status: 404, body: {} };
    await expect(directory.coordinatesOf(5, 'owner')).rejects.toThrow(TenantUnknown);
    answer = { status: 500, body: {} };
    await expect(directory.coordinatesOf(6, 'owner')).rejects.toThrow(TenantDirectoryUnavailable);
    answer = { status: 401, body: {} };
    await expect(directory.coordinatesOf(7, 'owner')).rejects.toThrow(TenantDirectoryUnavailable);
  });

  it.each([
    ['coordinates of another tenant', { ...coordinates, tenantId: 6 }],
    ['no password', { ...coordinates, password: undefined }],
    ['a list', [coordinates]],
    ['nothing', null],
  ])('does not take %s for an answer', async (_name, body) => {
    answer = { status: 200, body };
    await expect(directory.coordinatesOf(5, 'owner')).rejects.toThrow(TenantDirectoryUnavailable);
  });

  it('repeats a failure without asking while its wait lasts, then asks again', async () => {
    answer = { status: 503, body: {} };
    for (let one = 0; one < 5; one += 1) {
      await expect(directory.coordinatesOf(5, 'owner')).rejects.toThrow(TenantDirectoryUnavailable);
    }
    expect(requests).toHaveLength(1);
    now += 250;
    answer = { status: 200, body: coordinates };
    expect(await directory.coordinatesOf(5, 'owner')).toEqual(coordinates);
  });

  it('gives up on an answer that does not come, without naming the address', async () => {
    answer = null;
    const error: unknown = await directory.coordinatesOf(5, 'owner').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TenantDirectoryUnavailable);
    expect(String(error)).toContain('no answer in time');
    expect(String(error)).not.toContain('127.0.0.1');
  });
});
