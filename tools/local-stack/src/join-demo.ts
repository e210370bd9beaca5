import { networkInterfaces } from 'node:os';
import { StackError } from './console/stack.errors.js';
import { startDemo } from './demo/demo.js';
import { introduction } from './demo/introduction.js';
import { Secrets } from './stack/secrets.js';
import { parseStartOptions } from './stack/start-options.js';

/** A demo in services that run already, as containers do: client, first user, simulated fleet. Ends when it is asked to. */
const wanted = ['SECRETS_FOLDER', 'STATE_FOLDER', 'TENANT_MANAGER_URL', 'AUTH_URL', 'GATEWAY_URL'] as const;

function setting(name: (typeof wanted)[number]): string {
  const value = process.env[name];
  if (value) return value;
  throw new StackError('STACK.SETTING_MISSING', {
    fr: `il manque la variable ${name} ; il faut ${wanted.join(', ')}`,
    en: `${name} is not set; needed are ${wanted.join(', ')}`,
  });
}

/** The address under which other containers see this one. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

async function join(): Promise<void> {
  const doors = {
    tenantManagerUrl: setting('TENANT_MANAGER_URL'),
    authUrl: setting('AUTH_URL'),
    gatewayUrl: setting('GATEWAY_URL'),
    secrets: await Secrets.open(setting('SECRETS_FOLDER')),
  };
  const options = { ...parseStartOptions(process.argv.slice(2)), host: ownAddress() };
  const demo = await startDemo(doors, setting('STATE_FOLDER'), options);
  console.log(introduction(demo, process.env['GATEWAY_SHOWN'] ?? doors.gatewayUrl));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void demo.fleet.stop().then(() => process.exit(0)));
  }
}

join().catch((error: unknown) => {
  console.error(error instanceof StackError ? error.message : error);
  process.exit(1);
});
