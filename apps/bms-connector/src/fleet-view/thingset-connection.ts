import type { WrongField } from '@trackingbms/device-profiles';

export interface ThingSetConnection {
  /** Default text. */
  readonly mode?: 'text' | 'binary';
  readonly checksum?: boolean;
  readonly shell?: boolean;
  /** Listen to reports instead of asking. */
  readonly reports?: boolean;
}

const streams: readonly string[] = ['tcp', 'serial'];

/** What is wrong with a battery's ThingSet settings: what only text mode has, and where it is not spoken. */
export const thingSetProblem = (connection: ThingSetConnection, transport: string): WrongField | undefined =>
  modeProblem(connection, transport) ?? textProblem(connection, transport);

function modeProblem({ mode, reports }: ThingSetConnection, transport: string): WrongField | undefined {
  if (mode === 'binary' && transport !== 'tcp') return wrong('mode', 'is binary over the transport tcp only');
  const canReport = !reports || streams.includes(transport);
  return canReport
    ? undefined
    : wrong('reports', 'is for tcp and serial; on a CAN bus reports are read anyway');
}

function textProblem(connection: ThingSetConnection, transport: string): WrongField | undefined {
  const isText = connection.mode !== 'binary' && streams.includes(transport);
  const [first, second] = (['checksum', 'shell'] as const).filter((name) => connection[name]);
  if (first && !isText) return wrong(first, 'is for text mode over tcp or serial');
  return second ? wrong('checksum', 'is not written by a shell') : undefined;
}

const wrong = (name: string, problem: string): WrongField => ({ path: `/bmsConfig/${name}`, problem });
