import { eventTypes } from '../event-types.js';
import { topics, type TopicName } from '../topics.js';
import { topicSummary } from './async-api.js';
import { jsonSchemas, type JsonSchema } from './json-schemas.js';

const prefix = '#/$defs/';
const escaped = (text: string): string => text.replaceAll('|', '\\|');

function typeOf(schema: JsonSchema): string {
  const { $ref, enum: values, type, items, format } = schema;
  if (typeof $ref === 'string')
    return `[${$ref.slice(prefix.length)}](#${$ref.slice(prefix.length).toLowerCase()})`;
  if (Array.isArray(values)) return values.map((value) => `\`${value}\``).join(' ');
  if (type === 'array') return `list of ${typeOf((items ?? {}) as JsonSchema)}`;
  return [format ?? type ?? 'any'].flat().join(' or ');
}

function rangeOf({ minimum, maximum, minItems, maxItems, maxLength }: JsonSchema): string {
  const limits = { '≥': minimum, '≤': maximum, 'at least': minItems, 'at most': maxItems ?? maxLength };
  return Object.entries(limits)
    .filter(([, limit]) => limit !== undefined)
    .map(([word, limit]) => `${word} ${String(limit)}`)
    .join(', ');
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema): string[] {
  return [
    '| field | type | limits | meaning |',
    '|---|---|---|---|',
    ...Object.entries(properties).map(([name, field]) => {
      const optional = required.includes(name) ? '' : ' (optional)';
      return `| \`${name}\`${optional} | ${escaped(typeOf(field))} | ${rangeOf(field)} | ${escaped(field.description ?? '')} |`;
    }),
  ];
}

/** Every event with its fields, for people. */
export function eventsPage(): string {
  const schemas = jsonSchemas(prefix);
  const section = (name: string, heading: string): string[] => [
    heading,
    '',
    schemas[name]?.description ?? '',
    '',
    ...fieldsOf(schemas[name] ?? {}),
    '',
  ];
  const ofTopic = (topic: TopicName): string[] => [
    `## \`${topic}\``,
    '',
    topicSummary(topic),
    '',
    ...Object.entries(eventTypes)
      .filter(([, entry]) => entry.topic === topic)
      .flatMap(([name, { type }]) => section(name, `### ${name}\n\n\`${type}\``)),
  ];
  const parts = Object.keys(schemas).filter((name) => !(name in eventTypes));
  return [
    '# Events',
    '',
    'Generated from `libs/message-contracts`; do not edit. CloudEvents 1.0, Kafka protocol binding, binary mode: the',
    'envelope is in `ce_*` headers, the value is JSON. Machine-readable: [events.schema.json](events.schema.json) and',
    '[asyncapi.json](asyncapi.json). An absent field means "not known". Ignore fields you do not know.',
    '',
    ...Object.values(topics).flatMap(ofTopic),
    '## Parts',
    '',
    ...parts.flatMap((name) => section(name, `### ${name}`)),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
