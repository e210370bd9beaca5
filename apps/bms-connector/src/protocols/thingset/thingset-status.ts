import { DeviceFailure, type FailureKind } from '../device-failure.errors.js';

/** Status codes below this are good news. */
const firstError = 0xa0;
export const notFound = 0xa4;
export const content = 0x85;

const kinds: Readonly<Record<number, FailureKind>> = {
  0xa0: 'configuration',
  0xa1: 'configuration',
  0xa3: 'configuration',
  [notFound]: 'configuration',
  0xa5: 'configuration',
  0xc4: 'timeout',
  0xc5: 'configuration',
};

/** A node's refusal, by the code of the specification. */
export class ThingSetRefusal extends DeviceFailure {
  constructor(readonly status: number) {
    super(kinds[status] ?? 'exception', `device answered ${status.toString(16).toUpperCase()}`, {
      exception: status,
    });
  }
}

export const isRefusal = (status: number): boolean => status >= firstError;

/** The status that an HTTP gateway means by its code. */
const statusByHttpCode: Readonly<Record<number, number>> = {
  200: content,
  400: 0xa0,
  401: 0xa1,
  403: 0xa3,
  404: notFound,
  405: 0xa5,
  408: 0xa8,
  409: 0xa9,
  413: 0xad,
  415: 0xaf,
  500: 0xc0,
  501: 0xc1,
  504: 0xc4,
  505: 0xc5,
};

export const statusOfHttpCode = (code: number): number => statusByHttpCode[code] ?? 0xc0;
