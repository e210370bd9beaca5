import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqlSession } from '@trackingbms/tenant-database';
import type { DatabaseCoordinates } from '@trackingbms/tenants';
import { RunningTenantManager } from '../testing/running-tenant-manager.js';

const running = new RunningTenantManager();

beforeAll(() => running.start());
afterAll(() => running.remove());

describe('the data source of a tenant', () => {
  it('is handed to a service under its own account, which opens the database', async () => {
    const { tenantId, databaseName } = await running.provision();
    const answer = await running.call<DatabaseCoordinates>(
      'fleet',
      `/internal/tenants/${tenantId}/data-source?access=owner`,
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toMatchObject({
      tenantId,
      database: databaseName,
      username: `c${tenantId}_fleet`,
      engine: 'mariadb',
    });
    const session = await openSqlSession(answer.body);
    expect(await session.query('SELECT COUNT(*) AS n FROM battery_types')).toEqual([{ n: 3 }]);
    await session.close();
    expect(running.log).not.toContain(answer.body.password);
  });

  it.each([
    ['data-processor', 'owner', 'data_processor'],
    ['auth', 'owner', 'auth'],
    ['auth', 'reader', 'reader'],
  ])('%s as %s is the account %s', async (serviceName, access, account) => {
    const { tenantId } = await running.provision();
    const { body: coordinates } = await running.call<DatabaseCoordinates>(
      serviceName,
      `/internal/tenants/${tenantId}/data-source?access=${access}`,
    );
    expect(coordinates.username).toBe(`c${tenantId}_${account}`);
  });

  it('is refused to a service that owns no table, and to the operator', async () => {
    const { tenantId } = await running.provision();
    const path = `/internal/tenants/${tenantId}/data-source?access=reader`;
    expect((await running.call('gateway', path)).status).toBe(403);
    expect([401, 403]).toContain((await running.call('operator', path)).status);
    expect(await running.auditRows('data-source.read')).toContainEqual(
      expect.objectContaining({
        status: 'failure',
        actor: 'gateway',
        error_message: 'DATA_SOURCE.NOT_FOR_THIS_SERVICE',
      }),
    );
  });

  it('is refused without a credential, with a wrong one, and with one under another name', async () => {
    const { tenantId } = await running.provision();
    const url = `${running.url}/internal/tenants/${tenantId}/data-source?access=owner`;
    const fleets = running.credentials.authorization('fleet').authorization;
    const shown = [
      undefined,
      'Bearer x',
      'Service fleet:wrong-secret-wrong-secret',
      fleets.replace('fleet:', 'auth:'),
    ];
    for (const authorization of shown) {
      const { status } = await fetch(url, { headers: { ...(authorization && { authorization }) } });
      expect([401, 403]).toContain(status);
    }
  });

  it.each(['owner; DROP', '', 'migrate'])('is refused for the access %p', async (access) => {
    const { tenantId } = await running.provision();
    const path = `/internal/tenants/${tenantId}/data-source?access=${encodeURIComponent(access)}`;
    expect((await running.call('fleet', path)).status).toBe(400);
  });

  it.each(['0', '-1', '1e3x', '99999999999'])('is refused for the tenant %p', async (tenant) => {
    expect((await running.call('fleet', `/internal/tenants/${tenant}/data-source?access=owner`)).status).toBe(
      400,
    );
  });

  it('is not there for an unknown tenant', async () => {
    expect((await running.call('fleet', '/internal/tenants/999/data-source?access=owner')).status).toBe(404);
  });

  it('is still handed out for a suspended client, whose accepted readings have to be stored', async () => {
    const { tenantId } = await running.provision();
    await running.call('operator', `/internal/clients/${tenantId}/suspend`, { reason: 'unpaid' });
    expect(
      (await running.call('data-processor', `/internal/tenants/${tenantId}/data-source?access=owner`)).status,
    ).toBe(200);
    await running.call('operator', `/internal/clients/${tenantId}/resume`, {});
  });
});
