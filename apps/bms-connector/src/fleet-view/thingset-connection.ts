import type { WrongField } from '../device-profiles/device-profile-invalid.errors.js';

export interface ThingSetConnection {
  readonly checksum?: boolean;
  readonly shell?: boolean;
}

/** What is wrong with a battery's ThingSet settings: what only text mode has, and where it is not spoken. */
export function thingSetProblem(
  { checksum, shell }: ThingSetConnection,
  transport: string,
): WrongField | undefined {
  if (checksum && transport === 'http') return wrong('checksum', 'is for text mode: HTTP has its own');
  if (shell && transport === 'http') return wrong('shell', 'is for text mode, which HTTP is not');
  if (checksum && shell) return wrong('checksum', 'is not written by a shell');
  return undefined;
}

const wrong = (name: string, problem: string): WrongField => ({ path: `/bmsConfig/${name}`, problem });
