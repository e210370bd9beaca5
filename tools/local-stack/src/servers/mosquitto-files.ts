import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** Who may speak to the broker, and what they may do there. */
export interface BrokerAccount {
  readonly username: string;
  readonly password: string;
  readonly access: 'read' | 'write';
}

/** Below `tbms/` and nowhere else. */
const telemetry = 'tbms/+/+/telemetry';
const rounds = 101;

/** The lines of Mosquitto's password file: PBKDF2 of SHA-512, as mosquitto_passwd writes them. */
export function passwordFile(accounts: readonly BrokerAccount[]): string {
  return accounts
    .map(({ username, password }) => {
      const salt = randomBytes(12);
      const hash = pbkdf2Sync(password, salt, rounds, 64, 'sha512');
      return `${username}:$7$${rounds}$${salt.toString('base64')}$${hash.toString('base64')}\n`;
    })
    .join('');
}

export const accessFile = (accounts: readonly BrokerAccount[]): string =>
  accounts.map(({ username, access }) => `user ${username}\ntopic ${access} ${telemetry}\n`).join('\n');

/** A loopback listener and sessions that outlive the broker. What waits is bounded in bytes, not in messages. */
export function brokerConfiguration(folder: string, port: number): string {
  const settings = {
    // Run as root it would otherwise give up what it needs to read its files.
    ...(process.getuid?.() === 0 && { user: 'root' }),
    listener: `${port} 127.0.0.1`,
    allow_anonymous: false,
    password_file: join(folder, 'passwords'),
    acl_file: join(folder, 'access'),
    persistence: true,
    persistence_location: `${folder}/`,
    max_inflight_messages: 0,
    max_queued_messages: 0,
    max_queued_bytes: 64 * 1024 * 1024,
    log_type: 'warning',
    log_dest: 'stderr',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${String(value)}\n`)
    .join('');
}
