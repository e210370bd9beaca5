import { describe, expect, it } from '@jest/globals';
import { isTopicOf, readTelemetryTopic } from './telemetry-topic.js';

describe('the topic of a message', () => {
  it('names a client and a device', () => {
    expect(readTelemetryTopic('tbms/12/BMS-7/telemetry')).toEqual({ tenant: '12', device: 'BMS-7' });
  });

  it.each(['tbms/12/telemetry', 'tbms/12/a/b/telemetry', 'tbms//a/telemetry', 'x/tbms/1/a/telemetry', ''])(
    'is none as %j',
    (topic) => expect(readTelemetryTopic(topic)).toBeUndefined(),
  );

  const sender = { tenantId: 12, deviceCredentialId: 5, bmsId: 'BMS-7' };
  it.each([
    ['the BMS id', { tenant: '12', device: 'BMS-7' }, sender, true],
    ['the credential’s number', { tenant: '12', device: '5' }, sender, true],
    [
      'the number where the battery has no BMS id',
      { tenant: '12', device: '5' },
      { ...sender, bmsId: undefined },
      true,
    ],
    ['another BMS id', { tenant: '12', device: 'BMS-8' }, sender, false],
    ['another client', { tenant: '1', device: 'BMS-7' }, sender, false],
    ['a client written otherwise', { tenant: '012', device: 'BMS-7' }, sender, false],
    [
      'a BMS id that the battery has not',
      { tenant: '12', device: 'BMS-7' },
      { ...sender, bmsId: undefined },
      false,
    ],
  ])('agrees with its sender by %s: %j', (_, topic, from, agrees) => {
    expect(isTopicOf(topic, from)).toBe(agrees);
  });
});
