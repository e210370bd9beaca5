import type { Reading } from './reading.js';

type Optional<T> = { readonly [Key in keyof T]?: T[Key] | null };

/**
 * What a driver measured at one time, converted to the platform's units and sign (positive is charging). What the
 * device did not say is left out or null. A whole Reading is one too, so a reading can be judged again.
 */
export type MeasuredReading = Pick<Reading, 'timestamp'> & Optional<Omit<Reading, 'timestamp'>>;
