import type { CellVoltageRange } from '@trackingbms/batteries';

/** How a battery's alerts are judged, besides its limits. */
export interface AlertSettings {
  /** The battery's `alerts_enabled`: false raises and repeats nothing; open alerts still resolve. */
  readonly alertsEnabled: boolean;
  /** The battery's `critical_alerts_only`: nothing is raised below critical. */
  readonly criticalAlertsOnly: boolean;
  /** V, of the type's chemistry; null where it says nothing. */
  readonly cellVoltageRange: CellVoltageRange | null;
  /** ms between two repeats of an open alert. */
  readonly repeatInterval: number;
  /** %, below which the state of charge is low, and critical. */
  readonly socLow: number;
  readonly socCritical: number;
  /** V between the highest and the lowest cell: at `imbalanceSocMin` to `imbalanceSocMax`, and outside or at an unknown SOC. */
  readonly imbalance: number;
  readonly imbalanceAtEnds: number;
  readonly imbalanceSocMin: number;
  readonly imbalanceSocMax: number;
  /** ms without a reading from which a loss of communication is critical. */
  readonly communicationCriticalAfter: number;
}

export const defaultAlertSettings: AlertSettings = {
  alertsEnabled: true,
  criticalAlertsOnly: false,
  cellVoltageRange: null,
  repeatInterval: 60_000,
  socLow: 20,
  socCritical: 10,
  imbalance: 0.2,
  imbalanceAtEnds: 0.4,
  imbalanceSocMin: 15,
  imbalanceSocMax: 90,
  communicationCriticalAfter: 900_000,
};
