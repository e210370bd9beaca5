import { describe, expect, it } from '@jest/globals';
import { permissions } from '@trackingbms/service-kit';
import { permissionsOf } from './role-permissions.js';

describe('permissionsOf', () => {
  it('gives administrators everything', () => {
    expect(permissionsOf('super_admin', null)).toEqual(permissions);
    expect(permissionsOf('admin', null)).toEqual(permissions);
  });

  it('keeps users, types, profiles, places and site connectors from operators', () => {
    const missing = permissions.filter((one) => !permissionsOf('operator', null).includes(one));
    expect(missing).toEqual([
      'battery-types:write',
      'device-profiles:write',
      'locations:write',
      'site-connectors:read',
      'site-connectors:write',
      'users:read',
      'users:write',
    ]);
  });

  it('lets viewers read and follow live, and readonly users read', () => {
    const viewer = permissionsOf('viewer', null);
    expect(viewer.filter((one) => !one.endsWith(':read'))).toEqual(['session:own']);
    expect(viewer).toContain('live:read');
    for (const kept of ['users:read', 'credentials:read', 'site-connectors:read'])
      expect(viewer).not.toContain(kept);
    expect(permissionsOf('readonly', null)).toEqual(viewer.filter((one) => one !== 'live:read'));
  });

  it('only narrows by the list on a user', () => {
    expect(permissionsOf('viewer', ['batteries:read', 'users:write'])).toEqual([
      'batteries:read',
      'session:own',
    ]);
    expect(permissionsOf('viewer', [])).toEqual(['session:own']);
  });
});
