export const faultNames = [
  'weak-cell',
  'over-temperature',
  'lost-link',
  'stuck-sensor',
  'drifted-soc',
] as const;

/** What can be switched on while a pack runs. */
export type FaultName = (typeof faultNames)[number];

export const isFaultName = (text: unknown): text is FaultName => faultNames.some((name) => name === text);
