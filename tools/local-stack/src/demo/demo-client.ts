import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { newSecret } from '../servers/new-secret.js';
import type { Secrets } from '../stack/secrets.js';
import type { Doors } from './doors.js';
import { exchange } from './json-http.js';

export interface DemoClient {
  readonly tenantId: number;
  readonly slug: string;
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

interface ProvisionedClient {
  readonly tenantId: number;
  readonly slug: string;
}

const firstClient = { slug: 'eds-quebec', name: 'EDS Québec', company: 'EDS Québec' };

const clientNumber = (number: number): { slug: string; name: string; company: string } =>
  number === 1
    ? firstClient
    : { slug: `demo-${number}`, name: `Client ${number}`, company: `Client ${number}` };

/** Provisions a demo client and its first user; done again, it finds both and changes nothing. */
export async function provisionDemoClient(doors: Doors, number: number): Promise<DemoClient> {
  const { secrets } = doors;
  const headers = { authorization: `Service operator:${await secrets.credential('operator')}` };
  const wanted = {
    ...clientNumber(number),
    industryType: 'batteries',
    status: 'active',
    quotas: { maxDevices: 5_000 },
  };
  const { body } = await exchange<ProvisionedClient>(`${doors.tenantManagerUrl}/internal/clients`, {
    method: 'POST',
    headers,
    body: wanted,
  });
  const user = await firstUser(secrets, body.slug);
  await exchange(`${doors.authUrl}/internal/tenants/${body.tenantId}/first-user`, {
    method: 'POST',
    headers,
    body: {
      ...user,
      email: `${user.username}@example.com`,
      firstName: 'Demo',
      lastName: 'Admin',
      mustChangePassword: false,
    },
    accept: [409],
  });
  return { tenantId: body.tenantId, slug: body.slug, name: wanted.name, ...user };
}

/** The password is kept before it is given to anybody, so that a crash in between loses nothing. */
async function firstUser(secrets: Secrets, slug: string): Promise<{ username: string; password: string }> {
  const name = `first-user-${slug}.json`;
  if (existsSync(secrets.path(name))) {
    return JSON.parse(await readFile(secrets.path(name), 'utf8')) as { username: string; password: string };
  }
  const user = { username: 'admin', password: newSecret().slice(0, 20) };
  await secrets.write(name, JSON.stringify(user));
  return user;
}
