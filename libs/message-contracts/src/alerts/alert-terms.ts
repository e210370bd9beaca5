export const alertSeverities = ['info', 'warning', 'critical', 'emergency'] as const;
export const alertCategories = [
  'voltage',
  'current',
  'temperature',
  'soc',
  'soh',
  'communication',
  'system',
] as const;

export type AlertSeverity = (typeof alertSeverities)[number];
export type AlertCategory = (typeof alertCategories)[number];
