export const alertSeverities = ['info', 'warning', 'critical', 'emergency'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

export const alertCategories = [
  'voltage',
  'current',
  'temperature',
  'soc',
  'soh',
  'communication',
  'system',
] as const;
export type AlertCategory = (typeof alertCategories)[number];

interface CodeFacts {
  readonly category: AlertCategory;
  /** Unit of the alert's values; null where it has none. */
  readonly unit: 'V' | 'A' | '°C' | '%' | 's' | null;
}

/** Every code of an alert: stable, at most 50 characters. */
export const alertCodes = {
  PACK_VOLTAGE_HIGH: { category: 'voltage', unit: 'V' },
  PACK_VOLTAGE_LOW: { category: 'voltage', unit: 'V' },
  CELL_VOLTAGE_HIGH: { category: 'voltage', unit: 'V' },
  CELL_VOLTAGE_LOW: { category: 'voltage', unit: 'V' },
  CELL_IMBALANCE: { category: 'voltage', unit: 'V' },
  CHARGE_CURRENT_HIGH: { category: 'current', unit: 'A' },
  DISCHARGE_CURRENT_HIGH: { category: 'current', unit: 'A' },
  TEMPERATURE_HIGH: { category: 'temperature', unit: '°C' },
  TEMPERATURE_LOW: { category: 'temperature', unit: '°C' },
  SOC_LOW: { category: 'soc', unit: '%' },
  SOC_CRITICAL: { category: 'soc', unit: '%' },
  COMMUNICATION_LOST: { category: 'communication', unit: 's' },
  BMS_FAULT: { category: 'system', unit: null },
} as const satisfies Record<string, CodeFacts>;

export type AlertCode = keyof typeof alertCodes;

const ranks: Readonly<Record<AlertSeverity, number>> = { info: 0, warning: 1, critical: 2, emergency: 3 };

export const isWorse = (one: AlertSeverity, other: AlertSeverity): boolean => ranks[one] > ranks[other];

/** Whether a battery that wants critical alerts only wants this one. */
export const isCritical = (severity: AlertSeverity): boolean => ranks[severity] >= ranks.critical;
