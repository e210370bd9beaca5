import type { WrongField } from '@trackingbms/device-profiles';

export interface ThingSetConnection {
  /** Default text. */
  readonly mode?: 'text' | 'binary';
  readonly checksum?: boolean;
  readonly shell?: boolean;
}

/** What is wrong with a battery's ThingSet settings: what only text mode has, and where it is not spoken. */
export function thingSetProblem(connection: ThingSetConnection, transport: string): WrongField | undefined {
  const isBinary = connection.mode === 'binary';
  if (isBinary && transport !== 'tcp') return wrong('mode', 'is binary over the transport tcp only');
  const ofText = (['checksum', 'shell'] as const).filter((name) => connection[name]);
  const [first] = ofText;
  if (first && (isBinary || transport === 'http')) return wrong(first, 'is for text mode over tcp or serial');
  return ofText.length > 1 ? wrong('checksum', 'is not written by a shell') : undefined;
}

const wrong = (name: string, problem: string): WrongField => ({ path: `/bmsConfig/${name}`, problem });
