import { describe, expect, it } from '@jest/globals';
import { DatabaseServer } from '../database-servers/database-server.js';
import { placeClient } from './place-client.js';

const servers = ['first', 'second', 'third'].map((name) => Object.assign(new DatabaseServer(), { name }));

describe('the place of a new client', () => {
  it('is the first server while all are equal', () => {
    expect(placeClient(servers, new Map())).toBe('first');
  });

  it('is the server with the fewest clients', () => {
    expect(
      placeClient(
        servers,
        new Map([
          ['first', 3],
          ['second', 1],
          ['third', 2],
        ]),
      ),
    ).toBe('second');
  });

  it('is never a server that is no longer listed', () => {
    expect(
      placeClient(
        servers,
        new Map([
          ['gone', 0],
          ['first', 1],
          ['second', 1],
          ['third', 1],
        ]),
      ),
    ).toBe('first');
  });
});
