export type { DataQuality, OperationMode, Reading, SetAsideValue } from './reading.js';
