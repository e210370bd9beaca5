import { topics } from '@trackingbms/message-contracts';
import { ensureTopics } from '../topics/ensure-topics.js';
import { realEventLog } from './event-log-under-test.js';
import { eventLogContract } from './event-log.contract.js';
import { testKafka, type TestKafka } from './test-kafka.js';

let kafka: TestKafka;

eventLogContract('Kafka', {
  open: async () => {
    kafka = testKafka();
    await ensureTopics(kafka.settings, { topics: [topics.readings, topics.fleet] });
    return realEventLog(kafka.settings);
  },
  close: () => kafka.clean(),
});
