export { sampleReading, sampleReadings } from './sample-readings.js';
export { goldenSamples, type GoldenSample } from './golden-samples.js';
