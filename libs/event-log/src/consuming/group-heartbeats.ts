import type { Consumer } from 'kafkajs';

/**
 * Says when the group has last heard this member: `heard` is called with how many ms ago the member asked what the group
 * has now answered well. The client says that a heartbeat was good, but not when it was sent.
 */
export function watchHeartbeats(consumer: Consumer, heard: (millisecondsAgo: number) => void): void {
  const { REQUEST, HEARTBEAT, GROUP_JOIN } = consumer.events;
  const lastDuration = { Heartbeat: Infinity, SyncGroup: Infinity };
  consumer.on(REQUEST, ({ payload: { apiName, duration } }) => {
    if (apiName === 'Heartbeat' || apiName === 'SyncGroup') lastDuration[apiName] = duration;
  });
  consumer.on(HEARTBEAT, () => heard(lastDuration.Heartbeat));
  consumer.on(GROUP_JOIN, () => heard(lastDuration.SyncGroup));
}
