import { DeviceFailure } from '../device-failure.errors.js';

export interface TextAnswer {
  readonly status: number;
  /** The node that a gateway says the answer is from. */
  readonly node: string | undefined;
  readonly value: unknown;
}

/** Version 0.5 has words and a dot after the code, version 0.6 has none and may name the node. */
const answer = /^:([0-9A-F]{2})(?:\/([0-9A-Za-z_-]*))?(?:\s+[A-Za-z ]+\.)?(?:\s+(.*))?$/;

/** Reads an answer line; throws a `DeviceFailure` when it is cut or no answer at all. */
export function parseTextAnswer(line: string): TextAnswer {
  const [, code, node, payload] = answer.exec(line) ?? [];
  if (code === undefined) throw new DeviceFailure('garbled', 'not a ThingSet answer');
  return { status: Number.parseInt(code, 16), node: node || undefined, value: parsePayload(payload) };
}

function parsePayload(payload: string | undefined): unknown {
  if (payload === undefined || payload === '') return undefined;
  try {
    return JSON.parse(payload);
  } catch {
    throw new DeviceFailure('garbled', 'an answer that is not whole');
  }
}
