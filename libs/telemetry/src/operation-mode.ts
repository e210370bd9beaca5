import type { MeasuredReading } from './measured-reading.js';
import type { OperationMode } from './reading.js';

/** Below this many amperes, either way, a pack counts as idle. */
export const defaultDeadBandAmperes = 0.1;

/**
 * The mode of a device that states none: fault codes mean fault; above the dead band the current's sign says charging
 * or discharging; otherwise balancing where a cell is balanced, else idle. An unknown current counts as none.
 */
export function operationModeOf(
  measured: Pick<MeasuredReading, 'faultCodes' | 'packCurrent' | 'balancingActive'>,
  deadBandAmperes = defaultDeadBandAmperes,
): OperationMode {
  if (measured.faultCodes?.length) return 'fault';
  const current = measured.packCurrent ?? 0;
  if (current > deadBandAmperes) return 'charging';
  if (current < -deadBandAmperes) return 'discharging';
  return measured.balancingActive ? 'balancing' : 'idle';
}
