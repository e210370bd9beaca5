import type { Reading } from '../reading.js';
import { exceeds, type Check } from './check.js';

/** Power is not voltage times current within 2 % or 20 W; a wrong sign shows here too. */
export const powerDiffers: Check = ({ reading }) => {
  const { packVoltage, packCurrent, packPower } = reading;
  if (packVoltage === null || packCurrent === null || packPower === null) return null;
  const product = packVoltage * packCurrent;
  return exceeds(packPower - product, Math.max(Math.abs(product) * 0.02, 20));
};

/** Charge less discharge current is not the pack's current within 1 % and 0.1 A. */
export const oneWayCurrentsDiffer: Check = ({ reading }) => {
  const { packCurrent, chargeCurrent, dischargeCurrent } = reading;
  if (packCurrent === null || chargeCurrent === null || dischargeCurrent === null) return null;
  return exceeds(chargeCurrent - dischargeCurrent - packCurrent, Math.abs(packCurrent) * 0.01 + 0.1);
};

/** More than one and a half times what the battery may carry. */
export const currentBeyondLimit: Check = ({ reading, circumstances }) => {
  const { maxCurrent } = circumstances;
  if (reading.packCurrent === null || !maxCurrent) return null;
  return exceeds(reading.packCurrent, 1.5 * maxCurrent);
};

/** The mode says one way, the current the other by more than C/100, in this reading and the one before. */
export const modeContradictsCurrent: Check = ({ reading, circumstances }) => {
  const { previous, ratedCapacityAh } = circumstances;
  if (!previous || !ratedCapacityAh) return null;
  const noise = ratedCapacityAh / 100;
  return contradicts(reading, noise) && contradicts(previous, noise);
};

function contradicts({ operationMode, packCurrent }: Reading, noise: number): boolean {
  if (packCurrent === null) return false;
  if (operationMode === 'charging') return packCurrent < -noise;
  return operationMode === 'discharging' && packCurrent > noise;
}

/** Remaining capacity is not the state of charge's share of the full one within 5 % of it. */
export const remainingCapacityDiffers: Check = ({ reading }) => {
  const { remainingCapacityAh, fullCapacityAh, socPercent } = reading;
  if (remainingCapacityAh === null || fullCapacityAh === null || socPercent === null) return null;
  return exceeds(remainingCapacityAh - (socPercent / 100) * fullCapacityAh, 0.05 * fullCapacityAh);
};
