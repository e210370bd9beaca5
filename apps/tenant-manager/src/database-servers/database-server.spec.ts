import { describe, expect, it } from '@jest/globals';
import { databaseServersFrom } from './database-server.js';

const server = {
  name: 'first',
  engine: 'mariadb',
  host: '127.0.0.1',
  port: 3306,
  adminUser: 'provisioner',
  adminPassword: 'c0rrect-horse-battery',
};
const reading = (servers: unknown) => () => databaseServersFrom(JSON.stringify(servers));

describe('the list of database servers', () => {
  it('is read in its order', () => {
    expect(
      databaseServersFrom(JSON.stringify([server, { ...server, name: 'second', engine: 'mysql' }])),
    ).toMatchObject([server, { name: 'second', engine: 'mysql' }]);
  });

  it.each([
    ['admin123!', 'a default of the specification'],
    ['secure_password', 'a default of the specification'],
    ['', 'no password'],
  ])('refuses the password %p: %s', (adminPassword) => {
    expect(reading([{ ...server, adminPassword }])).toThrow('[0].adminPassword');
  });

  it('names what is wrong and never a value', () => {
    const wrong = {
      ...server,
      engine: 'oracle',
      port: 'x',
      surplus: 'hunter2hunter2',
      adminPassword: 'password',
    };
    expect(reading([server, wrong])).toThrow(
      expect.objectContaining({
        message: expect.not.stringMatching(/hunter2|oracle|password"/),
      }),
    );
    expect(reading([server, wrong])).toThrow(/\[1\]\.surplus.*\[1\]\.engine|\[1\]\.engine/);
  });

  it.each([
    ['an empty list', []],
    ['no list', server],
    ['two servers of one name', [server, server]],
    ['a list of texts', ['first']],
  ])('refuses %s', (_what, content) => {
    expect(reading(content)).toThrow('DATABASE_SERVERS_FILE');
  });

  it('does not quote a text that is not JSON', () => {
    expect(() => databaseServersFrom('[{"adminPassword": "hunter2hunter2"')).toThrow(
      /^DATABASE_SERVERS_FILE is not JSON$/,
    );
  });
});
