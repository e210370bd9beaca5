import type { Reading } from '../reading.js';
import type { Check, Evidence } from './check.js';
import {
  clockIsAhead,
  counterFell,
  stateOfChargeJumped,
  temperatureIsSentinel,
  temperatureJumped,
  valueIsStuck,
} from './course-checks.js';
import {
  currentBeyondLimit,
  modeContradictsCurrent,
  oneWayCurrentsDiffer,
  powerDiffers,
  remainingCapacityDiffers,
} from './current-checks.js';
import { cellCountDiffers, cellStatisticsDiffer, packDiffersFromCells } from './voltage-checks.js';

const checks = {
  CLOCK_AHEAD: clockIsAhead,
  CELL_COUNT_DIFFERS: cellCountDiffers,
  PACK_DIFFERS_FROM_CELLS: packDiffersFromCells,
  CELL_STATISTICS_DIFFER: cellStatisticsDiffer,
  POWER_DIFFERS: powerDiffers,
  ONE_WAY_CURRENTS_DIFFER: oneWayCurrentsDiffer,
  CURRENT_BEYOND_LIMIT: currentBeyondLimit,
  MODE_CONTRADICTS_CURRENT: modeContradictsCurrent,
  REMAINING_CAPACITY_DIFFERS: remainingCapacityDiffers,
  TEMPERATURE_SENTINEL: temperatureIsSentinel,
  TEMPERATURE_JUMPED: temperatureJumped,
  SOC_JUMPED: stateOfChargeJumped,
  COUNTER_FELL: counterFell,
  VALUE_STUCK: valueIsStuck,
} as const satisfies Record<string, Check>;

/** Stable codes of the checks, in the order of the README's table. */
export type Suspicion = keyof typeof checks;

const inOrder = Object.entries(checks) as readonly (readonly [Suspicion, Check])[];

/** What a healthy, fully wired pack always allows: without these a reading is at most good. */
const core: ReadonlySet<Suspicion> = new Set([
  'PACK_DIFFERS_FROM_CELLS',
  'POWER_DIFFERS',
  'TEMPERATURE_SENTINEL',
]);

export interface CrossCheckResult {
  readonly suspicions: readonly Suspicion[];
  /** Whether every core check could be made, and the state of charge is known. */
  readonly allRan: boolean;
}

export function crossChecks(evidence: Evidence): CrossCheckResult {
  const suspicions: Suspicion[] = [];
  let allRan = knowsStateOfCharge(evidence.reading);
  for (const [suspicion, check] of inOrder) {
    const found = check(evidence);
    if (found) suspicions.push(suspicion);
    if (found === null && core.has(suspicion)) allRan = false;
  }
  return { suspicions, allRan };
}

const knowsStateOfCharge = (reading: Reading): boolean => reading.socPercent !== null;
