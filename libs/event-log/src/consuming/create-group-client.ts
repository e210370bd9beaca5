import kafkajs, { type Consumer, type Kafka } from 'kafkajs';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { physicalName } from '../connection/physical-names.js';
import type { GroupOptions } from './group-member.js';

export const heartbeatMilliseconds = 3000;

export const createGroupClient = (
  kafka: Kafka,
  settings: EventLogSettings,
  options: GroupOptions,
): Consumer =>
  kafka.consumer({
    groupId: physicalName(settings, options.groupId),
    allowAutoTopicCreation: false,
    // A member that was killed keeps its partitions for so long, also from its own successor.
    sessionTimeout: options.sessionTimeoutMilliseconds ?? 12_000,
    heartbeatInterval: options.heartbeatMilliseconds ?? heartbeatMilliseconds,
    // An idle consumer notices a seek, a resume or a stop only between two fetches.
    maxWaitTimeInMs: 500,
    // A backlog is read in few large bites: what a batch does once for each battery is then done less often.
    maxBytesPerPartition: 4 * 1024 * 1024,
    maxBytes: 16 * 1024 * 1024,
    partitionAssigners: [options.assigner ?? kafkajs.PartitionAssigners.roundRobin],
    // One way back for every failure: the supervisor makes a new client.
    retry: {
      initialRetryTime: 100,
      maxRetryTime: 2000,
      retries: 5,
      restartOnFailure: () => Promise.resolve(false),
    },
  });
