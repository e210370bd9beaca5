import type { PushedReading } from '@trackingbms/device-profiles';
import type { SetAsideValue } from '@trackingbms/telemetry';
import { memberAt } from './json-pointer.js';

export interface ListedCodes {
  readonly faultCodes?: readonly string[];
  readonly warningCodes?: readonly string[];
  readonly setAside: readonly SetAsideValue[];
}

const names = ['faultCodes', 'warningCodes'] as const;
const code = /^[A-Z][A-Z0-9_]{1,63}$/;
const mostCodes = 64;

/** The codes that a reading lists itself. An empty list says that there are none, no list says nothing. */
export function codeLister(push: PushedReading | undefined): (payload: object) => ListedCodes {
  const lists = names.flatMap((name) => {
    const pointer = push?.[name];
    return pointer === undefined ? [] : [{ name, find: memberAt(pointer) }];
  });
  return (payload) => {
    const setAside: SetAsideValue[] = [];
    const listed = lists.flatMap(({ name, find }) => {
      const found = find(payload);
      return Array.isArray(found) ? [[name, codesOf(name, found, setAside)]] : [];
    });
    return { ...(Object.fromEntries(listed) as Omit<ListedCodes, 'setAside'>), setAside };
  };
}

function codesOf(field: string, found: readonly unknown[], setAside: SetAsideValue[]): readonly string[] {
  const codes = new Set<string>();
  for (const [index, each] of found.slice(0, mostCodes).entries()) {
    if (typeof each === 'string' && code.test(each)) codes.add(each);
    else setAside.push({ field: `${field}[${index}]`, value: shortly(each), reason: 'NOT_A_CODE' });
  }
  return [...codes];
}

const shortly = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : typeof value);
