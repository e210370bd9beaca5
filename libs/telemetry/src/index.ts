export type { DataQuality, OperationMode, Reading, SetAsideValue } from './reading.js';
export type { MeasuredReading } from './measured-reading.js';
export { completeReading, type CompletionOptions } from './complete-reading.js';
export { defaultDeadBandAmperes, operationModeOf } from './operation-mode.js';
export {
  elementRules,
  fieldRules,
  numericFields,
  type FieldRule,
  type NumericField,
} from './reading-fields.js';
export { assessReading, type AssessedReading } from './assess-reading.js';
export type { ReadingCircumstances } from './reading-circumstances.js';
export { setAsideReasons, type SetAsideReason } from './plausibility/set-aside-impossible.js';
export { timeIsTrusted } from './plausibility/trusted-time.js';
export { trackUnchanged, type UnchangedValues } from './plausibility/unchanged-values.js';
export type { Suspicion } from './plausibility/cross-checks.js';
export {
  emptyRollUp,
  emptyRollUpSums,
  hourMilliseconds,
  hourStart,
  nullableRollUpSums,
  rollUpSumNames,
  type RollUp,
  type RollUpReading,
  type RollUpSignal,
  type RollUpSums,
} from './roll-up/roll-up.js';
export { addReading, qualityPoints } from './roll-up/add-reading.js';
export { addInterval, defaultMaxGap, removeInterval, type RollUpAt } from './roll-up/add-interval.js';
export { placeReading, touchedHours, type Placement } from './roll-up/place-reading.js';
export { rollUpHour, type HourOfReadings } from './roll-up/roll-up-hour.js';
export { mergeRollUps, type RollUpTotals } from './roll-up/merge-roll-ups.js';
export { toHistoryFigures, type HistoryFigures, type RolledPeriod } from './roll-up/history-figures.js';
export {
  downSample,
  type DownSampling,
  type Sample,
  type SampledBucket,
} from './down-sampling/down-sample.js';
export type { SampledValue } from './down-sampling/bucket-series.js';
export { withoutRawFrames } from './without-raw-frames.js';
export { roundTo } from './rounding.js';
