import { OperationTable } from './operation-table.js';
import { operationsOf } from './operations-of.js';

const owner = { name: 'fleet', url: 'http://127.0.0.1:1' };
const closed = { security: [{ bearer: [] }] };
const document = {
  openapi: '3.1.0',
  info: { title: 'fleet', version: '1' },
  paths: {
    '/v1/batteries': { get: closed, post: closed },
    '/v1/batteries/{id}': { get: closed, patch: closed },
    '/v1/batteries/mine': { get: closed },
    '/v1/auth/sign-in': { post: { security: [{}] } },
    '/v1/unsaid': { get: {} },
    '/v1/ingest': {
      post: {
        security: [{ device: [] }],
        'x-credential': 'device',
        'x-unparsed-body': { types: ['application/x-ndjson'], largest: 1_000_000 },
      },
    },
    '/internal/clients': { get: closed },
  },
};

describe('the operations that are forwarded', () => {
  const table = new OperationTable(operationsOf(owner, document));

  it('finds the owner of a path with a parameter', () => {
    expect(table.match('GET', '/v1/batteries/17')).toMatchObject({
      kind: 'found',
      operation: { path: '/v1/batteries/{id}' },
    });
  });

  it('prefers a fixed segment to a parameter', () => {
    expect(table.match('GET', '/v1/batteries/mine')).toMatchObject({
      operation: { path: '/v1/batteries/mine' },
    });
  });

  it('answers HEAD by what answers GET', () => {
    expect(table.match('HEAD', '/v1/batteries')).toMatchObject({
      kind: 'found',
      operation: { method: 'GET' },
    });
  });

  it('says which methods an address takes', () => {
    expect(table.match('DELETE', '/v1/batteries/17')).toEqual({
      kind: 'wrong-method',
      allowed: ['GET', 'PATCH'],
    });
  });

  it.each(['/internal/clients', '/v1/batteries/1/2', '/v1', '/v1/batteries/', '/v1x/batteries'])(
    'never forwards %s',
    (path) => {
      expect(table.match('GET', path)).toEqual({ kind: 'unknown' });
    },
  );

  it('opens an operation by an empty security requirement', () => {
    expect(table.match('POST', '/v1/auth/sign-in')).toMatchObject({ operation: { open: true } });
    expect(table.match('GET', '/v1/batteries')).toMatchObject({ operation: { open: false } });
    expect(table.match('GET', '/v1/unsaid')).toMatchObject({ operation: { open: false } });
  });

  it('leaves a credential that is no token to its owner', () => {
    expect(table.match('POST', '/v1/ingest')).toMatchObject({ operation: { open: true } });
  });

  it('takes JSON up to 256 KiB where the owner says nothing else', () => {
    const usual = { types: ['application/json'], largest: 256 * 1024 };
    expect(table.match('POST', '/v1/batteries')).toMatchObject({ operation: { body: usual } });
    const own = { types: ['application/x-ndjson'], largest: 1_000_000 };
    expect(table.match('POST', '/v1/ingest')).toMatchObject({ operation: { body: own } });
  });
});
