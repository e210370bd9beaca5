import { eventTypes } from '../event-types.js';
import { topics, type TopicName } from '../topics.js';
import { goldenSamples } from '../testing/golden-samples.js';
import { jsonSchemas } from './json-schemas.js';

const about: Readonly<Record<TopicName, { keyed?: string; kept: string }>> = {
  [topics.readings]: { keyed: 'tenant/battery', kept: 'Keeps 7 days.' },
  [topics.fleet]: { keyed: 'tenant/kind/id', kept: 'Keeps the last entry of each key until its tombstone.' },
  [topics.fleetEvents]: { keyed: 'tenant/kind/id', kept: 'Keeps 7 days.' },
  [topics.alerts]: { keyed: 'tenant/battery', kept: 'Keeps 7 days.' },
  [topics.tenants]: { keyed: 'tenant', kept: 'Keeps the last entry of each key until its tombstone.' },
  [topics.identity]: { keyed: 'tenant/user/id', kept: 'Keeps 7 days.' },
  [topics.pollingShares]: {
    kept: 'Nothing is written to it: each of its partitions is a share of the devices, which connectors deal out by their group.',
  },
};

export function topicSummary(topic: TopicName): string {
  const { keyed, kept } = about[topic];
  return keyed === undefined ? kept : `Keyed by ${keyed}. ${kept}`;
}

const text = { type: 'string' };
const envelope = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_tenantid', 'content-type'],
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: { ...text, description: 'Unique for one fact, the same on every delivery.' },
    ce_source: { ...text, description: 'The service that made it, for example /fleet.' },
    ce_type: text,
    ce_time: { ...text, format: 'date-time', description: 'RFC 3339 UTC: when the fact happened.' },
    ce_tenantid: { ...text, pattern: '^[1-9][0-9]*$', description: 'The client.' },
    ce_subject: text,
    ce_correlationid: text,
    ce_causationid: { ...text, description: 'ce_id of the event that caused this one.' },
    traceparent: { ...text, description: 'W3C trace context.' },
    'content-type': { type: 'string', const: 'application/json' },
  },
};

const names = Object.keys(eventTypes) as (keyof typeof eventTypes)[];
const spoken = Object.entries(topics).filter(([, topic]) =>
  names.some((name) => eventTypes[name].topic === topic),
);

/** Every event, topic and envelope as an AsyncAPI 3 document. */
export function asyncApi(version: string): object {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'TrackingBMS events',
      version,
      description:
        'CloudEvents 1.0 in the binary mode of its Kafka protocol binding. Unknown fields are to be ignored.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(spoken.map(([noun, topic]) => [noun, channel(topic)])),
    operations: Object.fromEntries(spoken.map(([noun]) => [`read-${noun}`, operation(noun)])),
    components: {
      messages: Object.fromEntries(names.map((name) => [name, message(name)])),
      schemas: { Envelope: envelope, ...jsonSchemas('#/components/schemas/') },
    },
  };
}

const operation = (noun: string): object => ({ action: 'receive', channel: { $ref: `#/channels/${noun}` } });

function channel(topic: TopicName): object {
  const own = names.filter((name) => eventTypes[name].topic === topic);
  const messages = own.map((name) => [name, { $ref: `#/components/messages/${name}` }]);
  return { address: topic, description: topicSummary(topic), messages: Object.fromEntries(messages) };
}

function message(name: keyof typeof eventTypes): object {
  const { type } = eventTypes[name];
  const sample = goldenSamples().find(({ headers }) => headers.ce_type === type);
  return {
    name: type,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/Envelope' },
    payload: { $ref: `#/components/schemas/${name}` },
    examples: [{ headers: sample?.headers, payload: sample?.value }],
  };
}
