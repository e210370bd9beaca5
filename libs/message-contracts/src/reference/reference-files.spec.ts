import { describe, expect, it } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { Ajv } from 'ajv';
import { readFile } from 'node:fs/promises';
import { eventTypes } from '../event-types.js';
import { goldenSamples } from '../testing/golden-samples.js';
import { jsonSchemas } from './json-schemas.js';
import { referenceFiles, referenceFolder } from './reference-files.js';

const files = referenceFiles();

describe('the generated reference', () => {
  it.each([...files.keys()])(
    '%s is what the contracts say: else run the command in the README',
    async (name) => {
      const committed = await readFile(new URL(name, referenceFolder), 'utf8');
      expect(committed === files.get(name)).toBe(true);
    },
  );

  it('holds an AsyncAPI document without a fault', async () => {
    const { document, diagnostics } = await new Parser().parse(files.get('asyncapi.json') ?? '');
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    expect(document?.messages().length).toBe(Object.keys(eventTypes).length);
  });

  it('explains every field that has a unit', () => {
    const { ReadingV1 } = jsonSchemas('#/$defs/');
    expect(ReadingV1?.properties?.packVoltage).toMatchObject({
      type: 'number',
      description: 'V, 0 to 2000.',
    });
    expect(ReadingV1?.required).toEqual(['timestamp', 'operationMode', 'dataQuality']);
  });
});

describe('the schemas', () => {
  const ajv = new Ajv({ formats: { 'date-time': true, uuid: true }, strictTypes: false });
  ajv.addSchema({ $id: 'events', $defs: jsonSchemas('events#/$defs/') });

  it.each(goldenSamples())('accept the sample $name', ({ headers, value }) => {
    const name = Object.entries(eventTypes).find(([, { type }]) => type === headers.ce_type)?.[0];
    expect(ajv.validate(`events#/$defs/${name}`, value) || ajv.errorsText()).toBe(true);
  });

  it('refuse a wrong field', () => {
    const reading = {
      timestamp: '2025-03-01T12:00:00.000Z',
      operationMode: 'idle',
      dataQuality: 'good',
      packVoltage: '53',
    };
    expect(ajv.validate('events#/$defs/ReadingsRecordedV1', { batteryId: 1, readings: [reading] })).toBe(
      false,
    );
  });
});
