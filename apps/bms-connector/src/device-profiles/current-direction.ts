import type { RawValues } from '../protocols/raw-value.js';
import { knownRaw } from './decode-numbers.js';
import type { CurrentSign } from '@trackingbms/device-profiles';

export type PositiveCurrent = 'charging' | 'discharging';

/**
 * A native current or power with positive for charging. The battery's own setting comes first, then the profile; a
 * profile that leaves it open lets the charge state decide, and where that does not say either it is not known: null.
 */
export function signed(
  native: number,
  sign: CurrentSign,
  raw: RawValues,
  positiveCurrent?: PositiveCurrent,
): number | null {
  if (native === 0) return 0;
  const positive = positiveCurrent ?? sign.positive;
  if (positive !== 'setting') return positive === 'charging' ? native : -native;
  if (!sign.infer) return null;
  const state = knownRaw(sign.infer.from, raw) as number;
  if (sign.infer.charging.includes(state)) return Math.abs(native);
  if (sign.infer.discharging.includes(state)) return -Math.abs(native);
  return null;
}
