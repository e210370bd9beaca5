import type { Reading } from '@trackingbms/telemetry';

type NumericField = {
  [K in keyof Reading]-?: Reading[K] extends number | null ? K : never;
}[keyof Reading];

/** A numeric field of a reading and the column of `bms_data` that holds it. */
export interface NumericColumn {
  readonly field: Exclude<NumericField, 'timestamp' | 'bmsTimestamp'>;
  readonly column: string;
}

/** The numeric columns of `bms_data`, in the order of the specification. */
export const numericColumns: readonly NumericColumn[] = [
  { field: 'packVoltage', column: 'pack_voltage' },
  { field: 'cellVoltageMin', column: 'cell_voltage_min' },
  { field: 'cellVoltageMax', column: 'cell_voltage_max' },
  { field: 'cellVoltageAvg', column: 'cell_voltage_avg' },
  { field: 'cellVoltageDiff', column: 'cell_voltage_diff' },
  { field: 'packCurrent', column: 'pack_current' },
  { field: 'chargeCurrent', column: 'charge_current' },
  { field: 'dischargeCurrent', column: 'discharge_current' },
  { field: 'packPower', column: 'pack_power' },
  { field: 'chargePower', column: 'charge_power' },
  { field: 'dischargePower', column: 'discharge_power' },
  { field: 'tempMin', column: 'temp_min' },
  { field: 'tempMax', column: 'temp_max' },
  { field: 'tempAvg', column: 'temp_avg' },
  { field: 'ambientTemp', column: 'ambient_temp' },
  { field: 'socPercent', column: 'soc_percent' },
  { field: 'sohPercent', column: 'soh_percent' },
  { field: 'remainingCapacityAh', column: 'remaining_capacity_ah' },
  { field: 'fullCapacityAh', column: 'full_capacity_ah' },
  { field: 'chargeCycles', column: 'charge_cycles' },
  { field: 'totalChargeAh', column: 'total_charge_ah' },
  { field: 'totalDischargeAh', column: 'total_discharge_ah' },
  { field: 'totalEnergyChargedWh', column: 'total_energy_charged_wh' },
  { field: 'totalEnergyDischargedWh', column: 'total_energy_discharged_wh' },
  { field: 'signalStrength', column: 'signal_strength' },
  { field: 'communicationErrors', column: 'communication_errors' },
];

/** What is read of a row unless somebody asks for its frames, which are many times larger than the rest. */
export const valueColumns: readonly string[] = [
  'battery_id',
  'timestamp',
  'bms_timestamp',
  ...numericColumns.map(({ column }) => column),
  'cell_voltages',
  'temperatures',
  'operation_mode',
  'balancing_active',
  'charging_enabled',
  'discharging_enabled',
  'fault_codes',
  'warning_codes',
  'protection_status',
  'data_quality',
  'set_aside',
];

/** All columns of `bms_data` in the order in which `readingToRow` gives their values. */
export const bmsDataColumns: readonly string[] = [...valueColumns, 'raw_frames'];
