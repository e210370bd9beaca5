import type { EventEnvelope } from './domain-event.js';

/** Extension attributes get the `ce_` prefix like the others; the trace context keeps its own W3C header. */
const optionalHeaders = {
  subject: 'ce_subject',
  correlationId: 'ce_correlationid',
  causationId: 'ce_causationid',
  traceparent: 'traceparent',
} as const;
const optionalNames = Object.keys(optionalHeaders) as (keyof typeof optionalHeaders)[];

const longest = 200;
/** RFC 3339 in UTC. */
const utcTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;
const tenant = /^[1-9]\d{0,9}$/;

export function toHeaders(envelope: EventEnvelope, hasData: boolean): Record<string, string> {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: envelope.id,
    ce_source: envelope.source,
    ce_type: envelope.type,
    ce_time: envelope.time,
    ce_tenantid: String(envelope.tenantId),
  };
  for (const name of optionalNames) {
    const value = envelope[name];
    if (value !== undefined) headers[optionalHeaders[name]] = value;
  }
  if (hasData) headers['content-type'] = 'application/json';
  return headers;
}

export type HeaderReading = { envelope: EventEnvelope } | { wrong: string };

const isText = (value: string | undefined): value is string =>
  value !== undefined && value.length > 0 && value.length <= longest;

const isTime = (value: string | undefined): value is string =>
  value !== undefined && utcTime.test(value) && !Number.isNaN(Date.parse(value));

const checks = {
  ce_specversion: (value: string | undefined) => value === '1.0',
  ce_id: isText,
  ce_source: isText,
  ce_type: isText,
  ce_time: isTime,
  ce_tenantid: (value: string | undefined) => value !== undefined && tenant.test(value),
} as const;
const required = Object.keys(checks) as (keyof typeof checks)[];

/** Reads the envelope; `wrong` names the first header that is missing or malformed, never its value. */
export function fromHeaders(headers: Readonly<Record<string, string>>): HeaderReading {
  const wrong = required.find((name) => !checks[name](headers[name]));
  if (wrong !== undefined) return { wrong };
  const optional: Partial<Record<keyof typeof optionalHeaders, string>> = {};
  for (const name of optionalNames) {
    const value = headers[optionalHeaders[name]];
    if (value !== undefined) optional[name] = value;
  }
  return {
    envelope: {
      id: headers.ce_id ?? '',
      source: headers.ce_source ?? '',
      type: headers.ce_type ?? '',
      time: headers.ce_time ?? '',
      tenantId: Number(headers.ce_tenantid),
      ...optional,
    },
  };
}
