import { chown, readdir } from 'node:fs/promises';
import { Secrets } from './stack/secrets.js';

/** `make-secrets FOLDER`: the secrets of an installation in containers, made once and kept from then on. */
const [folder] = process.argv.slice(2);
const { DATABASE_HOST: host, DATABASE_PORT: port, SECRETS_OWNER: owner } = process.env;
if (!folder || !host || !port) {
  console.error('usage: DATABASE_HOST=... DATABASE_PORT=... [SECRETS_OWNER=uid:gid] make-secrets FOLDER');
  process.exit(2);
}

const secrets = await Secrets.open(folder);
const adminPassword = await secrets.keep('database-root-password');
const servers = [
  { name: 'main', engine: 'mariadb', host, port: Number(port), adminUser: 'root', adminPassword },
];
await secrets.write('database-servers.json', JSON.stringify(servers));
if (owner) {
  const [uid = 0, gid = 0] = owner.split(':').map(Number);
  for (const name of ['.', ...(await readdir(folder))]) await chown(secrets.path(name), uid, gid);
}
console.log(`secrets are in ${folder}`);
