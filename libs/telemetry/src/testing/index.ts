export { aBareReading, aReading, firstOf2026, measured } from './a-reading.js';
export {
  dataQualities,
  operationModes,
  perhaps,
  possibleValue,
  readingAt,
  readingSeries,
  wildReading,
  type SeriesShape,
} from './reading-arbitraries.js';
