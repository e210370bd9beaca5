export { startKafka, startMariaDb, type TestKafka, type TestMariaDb } from './test-servers/test-servers.js';
export { startPrivateKafka, startPrivateMariaDb } from './test-servers/local-servers.js';
export { PrivateKafka, type PrivateKafkaOptions } from './servers/private-kafka.js';
export { PrivateMariaDb, type PrivateMariaDbOptions } from './servers/private-maria-db.js';
export { ChildProgram, type ProgramDescription } from './servers/child-program.js';
export { freePort } from './servers/free-port.js';
