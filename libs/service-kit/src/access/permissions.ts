/** Every right a route can ask for. */
export const permissions = [
  'batteries:read',
  'batteries:write',
  'battery-types:read',
  'battery-types:write',
  'credentials:read',
  'credentials:write',
  'device-profiles:read',
  'device-profiles:write',
  'locations:read',
  'locations:write',
  'site-connectors:read',
  'site-connectors:write',
  'readings:read',
  'connections:test',
  'alerts:read',
  'alerts:acknowledge',
  'alerts:resolve',
  'live:read',
  'users:read',
  'users:write',
  'session:own',
] as const;
export type PermissionName = (typeof permissions)[number];

export const roles = ['super_admin', 'admin', 'operator', 'viewer', 'readonly'] as const;
export type Role = (typeof roles)[number];
