import { topicDefinitions } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';

/** How many shares there are: a replica more than this would have nothing to do. */
export const shareCount = topicDefinitions[topics.pollingShares].partitions;

/**
 * The share of a link, or of a battery that has none. Batteries behind one gateway have one link and so one share, for
 * the gateway may answer one of us at a time. Replicas of two releases have to agree on it: it never changes.
 */
export function shareOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  // FNV-1a leaves ports in a row close together in its low bits: they are mixed once more.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % shareCount;
}
