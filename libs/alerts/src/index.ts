export {
  alertCategories,
  alertCodes,
  alertSeverities,
  isCritical,
  isWorse,
  type AlertCategory,
  type AlertCode,
  type AlertSeverity,
} from './alert-codes.js';
export {
  evolveAlert,
  quietAlert,
  type AcknowledgedAlert,
  type ActiveAlert,
  type Alert,
  type AlertAcknowledged,
  type AlertEvent,
  type AlertRaised,
  type AlertRepeated,
  type AlertResolved,
  type Breach,
  type OpenAlert,
  type QuietAlert,
} from './alert.js';
export { decideAlert, type AlertCommand } from './decide-alert.js';
export {
  AlertChangedMeanwhile,
  AlertNotOpen,
  AlertRefusal,
  AlreadyAcknowledged,
  type AlertRefusalCode,
} from './alerts.errors.js';
export type { AlertChange, AlertStore, AppendedAlert, FoundAlert, StoredAlert } from './alert-store.js';
export { alertChanges, alertsAfter, batteryAlerts, type BatteryAlerts } from './battery-alerts.js';
export { defaultAlertSettings, type AlertSettings } from './alert-settings.js';
export type { AlertReading } from './limit-rules.js';
export { evaluateLimits } from './evaluate-limits.js';
export { communicationLost, communicationRestored, type CommunicationLoss } from './communication.js';
export { alertText, type AlertLanguage, type AlertText, type AlertValues } from './alert-text.js';
