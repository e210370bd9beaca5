export type OperationMode = 'idle' | 'charging' | 'discharging' | 'balancing' | 'fault';
export type DataQuality = 'excellent' | 'good' | 'fair' | 'poor' | 'invalid';

/** A value that was read but is not believed, kept with the rule that set it aside. */
export interface SetAsideValue {
  field: string;
  value: number | string;
  reason: string;
}

/**
 * One sample set of one battery at one time. Units: V, A, W, °C, %, Ah, Wh; current and power are positive while
 * charging. What is not known is null, never 0.
 */
export interface Reading {
  /** Epoch milliseconds, UTC. With the battery it identifies the reading. */
  readonly timestamp: number;
  /** Epoch milliseconds of the device's own clock, where it differs. */
  readonly bmsTimestamp: number | null;
  readonly packVoltage: number | null;
  readonly cellVoltages: readonly (number | null)[] | null;
  readonly cellVoltageMin: number | null;
  readonly cellVoltageMax: number | null;
  readonly cellVoltageAvg: number | null;
  readonly cellVoltageDiff: number | null;
  readonly packCurrent: number | null;
  readonly chargeCurrent: number | null;
  readonly dischargeCurrent: number | null;
  readonly packPower: number | null;
  readonly chargePower: number | null;
  readonly dischargePower: number | null;
  readonly temperatures: readonly (number | null)[] | null;
  readonly tempMin: number | null;
  readonly tempMax: number | null;
  readonly tempAvg: number | null;
  readonly ambientTemp: number | null;
  readonly socPercent: number | null;
  readonly sohPercent: number | null;
  readonly remainingCapacityAh: number | null;
  readonly fullCapacityAh: number | null;
  readonly chargeCycles: number | null;
  readonly totalChargeAh: number | null;
  readonly totalDischargeAh: number | null;
  readonly totalEnergyChargedWh: number | null;
  readonly totalEnergyDischargedWh: number | null;
  readonly operationMode: OperationMode;
  readonly balancingActive: boolean | null;
  readonly chargingEnabled: boolean | null;
  readonly dischargingEnabled: boolean | null;
  readonly faultCodes: readonly string[] | null;
  readonly warningCodes: readonly string[] | null;
  readonly protectionStatus: Readonly<Record<string, boolean>> | null;
  readonly dataQuality: DataQuality;
  readonly signalStrength: number | null;
  readonly communicationErrors: number;
  readonly setAside: readonly SetAsideValue[] | null;
  /** What the device sent for this reading, in hex, frame by frame; null where it was not asked for. */
  readonly rawFrames: readonly string[] | null;
}
