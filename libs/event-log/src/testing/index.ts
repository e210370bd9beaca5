export { InMemoryEventLog, type StartsAndStops } from './in-memory-event-log.js';
export { testKafka, kafkaAt, type TestKafka } from './test-kafka.js';
export { deviceConnected, locationEntry } from './sample-events.js';
