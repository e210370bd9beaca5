import { type PermissionName, permissions, type Role } from '@trackingbms/service-kit';

/** Who opens what with a secret is of no concern to those who only look. */
const notForViewers = new Set<PermissionName>(['users:read', 'credentials:read', 'site-connectors:read']);
const readable: readonly PermissionName[] = permissions.filter(
  (permission) => permission.endsWith(':read') && !notForViewers.has(permission),
);
const administratorsOnly = new Set<PermissionName>([
  'users:read',
  'users:write',
  'battery-types:write',
  'device-profiles:write',
  'locations:write',
  'site-connectors:read',
  'site-connectors:write',
]);

const byRole: Readonly<Record<Role, readonly PermissionName[]>> = {
  super_admin: permissions,
  admin: permissions,
  operator: permissions.filter((permission) => !administratorsOnly.has(permission)),
  viewer: [...readable, 'session:own'],
  readonly: [...readable.filter((permission) => permission !== 'live:read'), 'session:own'],
};

/** What someone who must change the password first may do. */
export const ownSessionOnly: readonly PermissionName[] = ['session:own'];

/** The permissions of a role; a list on the user only narrows them, and never takes away their own session. */
export function permissionsOf(role: Role, narrowedTo: readonly string[] | null): readonly PermissionName[] {
  const all = byRole[role];
  return narrowedTo === null
    ? all
    : all.filter((permission) => permission === 'session:own' || narrowedTo.includes(permission));
}
