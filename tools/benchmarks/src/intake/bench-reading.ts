import type { ReadingV1 } from '@trackingbms/message-contracts';

const cellCount = 4;

/** A full reading of a four-cell pack that rides a slow wave: charging, discharging, never at a limit. */
export function benchReading(battery: number, index: number, time: number): ReadingV1 {
  const phase = Math.sin(index / 50 + battery);
  const current = round(phase * 40, 3);
  const cells = Array.from({ length: cellCount }, (_, cell) => round(3.3 + phase * 0.05 + cell * 0.002, 3));
  const voltage = round(
    cells.reduce((sum, value) => sum + value, 0),
    3,
  );
  const power = round(voltage * current, 2);
  const temperatures = [round(24 + phase, 1), round(25 + phase, 1)];
  return {
    timestamp: new Date(time).toISOString(),
    packVoltage: voltage,
    cellVoltages: cells,
    cellVoltageMin: cells[0],
    cellVoltageMax: cells[cellCount - 1],
    cellVoltageAvg: round(voltage / cellCount, 3),
    cellVoltageDiff: 0.006,
    packCurrent: current,
    chargeCurrent: Math.max(current, 0),
    dischargeCurrent: Math.max(-current, 0),
    packPower: power,
    chargePower: Math.max(power, 0),
    dischargePower: Math.max(-power, 0),
    temperatures,
    tempMin: temperatures[0],
    tempMax: temperatures[1],
    tempAvg: round(24.5 + phase, 2),
    socPercent: round(55 + phase * 20, 1),
    operationMode: current > 0 ? 'charging' : 'discharging',
    balancingActive: false,
    chargingEnabled: true,
    dischargingEnabled: true,
    dataQuality: 'excellent',
    communicationErrors: 0,
  };
}

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));
