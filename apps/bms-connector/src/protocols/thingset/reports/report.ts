import type { PathSource } from '@trackingbms/device-profiles';
import { DeviceFailure } from '../../device-failure.errors.js';
import { CborItemEnd } from '../cbor-item-end.js';
import { cborValue, type CborValue } from '../cbor-value.js';

/** What a node says unasked: values of one group, or of a subset that picks values from several groups. */
export interface Report {
  /** The node that a gateway says the report is from. */
  readonly node: string | undefined;
  /** Path of the group or subset; empty where it is told by its id or not at all (version 0.3). */
  readonly endpoint: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const textReport = /^#(?:\/([0-9A-Za-z_-]+)\/)?([^\s/][^\s]*)?\s+(\{.*\})$/s;
const textMark = 0x23;

/** A line `#mLive_ {...}`, `#m {...}` or `# {...}`; behind a gateway `#/NODE/mLive_ {...}`. Undefined for anything else. */
export function textReportOf(line: string): Report | undefined {
  const [, node, endpoint = '', payload] = textReport.exec(line) ?? [];
  if (payload === undefined) return undefined;
  try {
    return reportOf(node, endpoint, JSON.parse(payload));
  } catch {
    return undefined;
  }
}

/** Items of a binary report: the group and its values; after 0x1E the node's own number comes first. */
const itemsByMark: Readonly<Record<number, number>> = { 0x1f: 2, 0x1e: 3 };

/** The report in the bytes of a packet, in either mode; what fills the packet up after it is left. */
export function reportOfBytes(bytes: Buffer): Report | undefined {
  if (bytes[0] === textMark) return textReportOf(bytes.toString('utf8').replace(/[\0\s]+$/, ''));
  const items = itemsOf(bytes, itemsByMark[bytes[0] ?? 0] ?? 0);
  return items && reportOfItems(items);
}

/** The report that these items make, the last two being its group and its values. */
export function reportOfItems(items: readonly CborValue[]): Report | undefined {
  const [endpoint, values] = items.slice(-2);
  return reportOf(undefined, typeof endpoint === 'string' ? endpoint : '', values);
}

function reportOf(node: string | undefined, endpoint: string, values: unknown): Report | undefined {
  const isMap = typeof values === 'object' && values !== null && !Array.isArray(values);
  return isMap ? { node, endpoint, values: values as Record<string, unknown> } : undefined;
}

function itemsOf(bytes: Buffer, count: number): CborValue[] | undefined {
  const items: CborValue[] = [];
  try {
    for (let at = 1; items.length < count;) {
      const end = new CborItemEnd(at).find(bytes);
      if (end === undefined) return undefined;
      items.push(cborValue(bytes.subarray(at, end)));
      at = end;
    }
  } catch (error) {
    if (error instanceof DeviceFailure) return undefined;
    throw error;
  }
  return count > 0 ? items : undefined;
}

/** What the report says of a source: by the object's id, or by its path from the root, from the group, or by its name. */
export function valueInReport({ endpoint, values }: Report, { path, objectId }: PathSource): unknown {
  const byId = objectId === undefined ? undefined : own(values, String(objectId));
  if (byId !== undefined) return byId;
  const inGroup = endpoint !== '' && path.startsWith(`${endpoint}/`);
  const names = (inGroup ? path.slice(endpoint.length + 1) : path).split('/');
  const found = names.reduce<unknown>(own, values);
  // Version 0.3 says no group, and its names are unique on the whole device.
  return found === undefined && endpoint === '' ? own(values, names.at(-1) ?? '') : found;
}

function own(values: unknown, name: string): unknown {
  const isMap = typeof values === 'object' && values !== null;
  return isMap && Object.hasOwn(values, name) ? (values as Record<string, unknown>)[name] : undefined;
}
