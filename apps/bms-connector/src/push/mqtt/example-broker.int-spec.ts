import { execFile } from 'node:child_process';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { eventually } from '../../testing/eventually.js';
import { PrivateMosquitto } from '../../testing/private-mosquitto.js';
import { BrokerLink } from './broker-link.js';

const execute = promisify(execFile);
const example = fileURLToPath(new URL('../../../../../deploy/mosquitto/', import.meta.url));
const password = 'a password of this test';
const limits = { window: 8, largestPacket: 64 * 1024, keepAlive: 30, farewell: 100 };

/** A line of Mosquitto's password file. */
function account(username: string): string {
  const salt = randomBytes(12);
  const hash = pbkdf2Sync(password, salt, 101, 64, 'sha512');
  return `${username}:$7$101$${salt.toString('base64')}$${hash.toString('base64')}\n`;
}

async function certificate(): Promise<{ key: string; certificate: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'broker-certificate-'));
  const [key, pem] = [join(folder, 'key'), join(folder, 'pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  await execute('openssl', ['req', ...kind, '-keyout', key, '-out', pem, ...subject]);
  const files = { key: await readFile(key, 'utf8'), certificate: await readFile(pem, 'utf8') };
  await rm(folder, { recursive: true });
  return files;
}

describe('the example of a broker', () => {
  let broker: PrivateMosquitto;
  let ca: string;
  const said: string[] = [];
  const got: string[] = [];
  const open: { link?: BrokerLink; device?: MqttClient } = {};

  beforeEach(async () => {
    said.length = 0;
    got.length = 0;
    const files = await certificate();
    ca = files.certificate;
    const lines = (await readFile(join(example, 'mosquitto.conf'), 'utf8'))
      .replaceAll('/etc/mosquitto/trackingbms', '{folder}')
      .replace('/var/lib/mosquitto', '{folder}')
      .replace('listener 8883', 'listener {port} 127.0.0.1');
    broker = await PrivateMosquitto.start([lines], {
      'broker.pem': files.certificate,
      'broker.key': files.key,
      access: await readFile(join(example, 'access'), 'utf8'),
      passwords: account('bms-connector') + account('client-1-bms-7'),
    });
  });
  afterEach(async () => {
    await open.link?.stop();
    await open.device?.endAsync(true);
    await broker.remove();
  });
  const url = () => `mqtts://127.0.0.1:${broker.port}`;
  const connector = (username: string, trusted: string | undefined = ca) => {
    const link = new BrokerLink(
      { url: url(), clientId: 'connector', username, password, ca: trusted },
      limits,
      async ({ topic }) => void got.push(topic),
      { subscribed: () => said.push('subscribed'), lost: (reason) => said.push(reason) },
    );
    open.link = link;
    link.start();
  };

  it('lets the connector read and a device write its own topic alone', async () => {
    connector('bms-connector');
    await eventually(() => said.length === 1);
    const options = { username: 'client-1-bms-7', password, ca, protocolVersion: 5 as const };
    open.device = await connectAsync(url(), options);
    const push = (topic: string) => open.device?.publishAsync(topic, '{}', { qos: 1 });
    await push('tbms/1/BMS-8/telemetry')?.catch(() => undefined);
    await push('tbms/1/BMS-7/telemetry');
    await eventually(() => got.length > 0);
    expect(got).toEqual(['tbms/1/BMS-7/telemetry']);
    expect(said).toEqual(['subscribed']);
  });

  it('refuses whoever has no account, and a connector refuses a broker that it cannot trust', async () => {
    connector('nobody');
    await eventually(() => said.length === 1);
    expect(said[0]).toContain('Not authorized');
    await open.link?.stop();
    said.length = 0;
    connector('bms-connector', (await certificate()).certificate);
    await eventually(() => said.length === 1);
    expect(said[0]).toMatch(/SELF_SIGNED|CERT|verify/i);
  });
});
