import { mergeDocuments } from './merge-documents.js';

const document = (path: string, schema: object, extra: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'one', version: '1' },
  paths: { [path]: { get: { schema: { $ref: '#/components/schemas/Page' } } }, '/internal/x': { get: {} } },
  components: { schemas: { Page: schema, ...extra } },
});

describe('merging OpenAPI documents', () => {
  const own = {
    openapi: '3.1.0',
    info: { title: 'gateway', version: '1' },
    paths: { '/v1/live': { get: {} } },
  };

  it('shows every owner’s public paths and no internal one', () => {
    const merged = mergeDocuments(own, [
      { owner: 'fleet', document: document('/v1/batteries', { type: 'object' }) },
    ]);
    expect(Object.keys(merged.paths)).toEqual(['/v1/live', '/v1/batteries']);
  });

  it('keeps one schema where two owners mean the same', () => {
    const page = { type: 'object' };
    const merged = mergeDocuments(own, [
      { owner: 'fleet', document: document('/v1/batteries', page) },
      { owner: 'auth', document: document('/v1/me', page) },
    ]);
    expect(Object.keys(merged.components?.['schemas'] ?? {})).toEqual(['Page']);
  });

  it('renames the later of two different schemas of one name, with its references', () => {
    const merged = mergeDocuments(own, [
      { owner: 'fleet', document: document('/v1/batteries', { type: 'object' }) },
      { owner: 'data-processor', document: document('/v1/alerts', { type: 'array' }) },
    ]);
    expect(merged.components?.['schemas']).toEqual({
      Page: { type: 'object' },
      DataProcessorPage: { type: 'array' },
    });
    expect(merged.paths['/v1/alerts']).toEqual({
      get: { schema: { $ref: '#/components/schemas/DataProcessorPage' } },
    });
    expect(merged.paths['/v1/batteries']).toEqual({ get: { schema: { $ref: '#/components/schemas/Page' } } });
  });
});
