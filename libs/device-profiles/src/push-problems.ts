import type { DeviceProfile, PointerSource } from './device-profile.js';
import type { WrongField } from './device-profile-invalid.errors.js';

/** What is wrong with a source of a pushed reading. */
export function pointerProblem({ pointer, repeat }: PointerSource): string | undefined {
  const isNumbered = pointer.includes('{n}');
  if (repeat && !isNumbered) return 'is repeated without {n} in the pointer';
  return !repeat && isNumbered ? 'has {n} in the pointer without repeat' : undefined;
}

/** A profile of what is pushed has no way to be asked for, and none of the others is pushed. */
export function pushProblems({ protocol, push, transports }: DeviceProfile): WrongField[] {
  if (protocol !== 'push') {
    const problem = `is for the protocol push, not for ${protocol}`;
    const wrong = push ? [{ path: '/push', problem }] : [];
    return transports.includes('mqtt')
      ? [...wrong, { path: '/transports', problem: `mqtt ${problem}` }]
      : wrong;
  }
  return transports
    .filter((transport) => transport !== 'http' && transport !== 'mqtt')
    .map((transport) => ({
      path: '/transports',
      problem: `has ${transport}: what is pushed comes by http or mqtt`,
    }));
}
