export { sampleReading, sampleReadings } from './sample-readings.js';
