import kafkajs, { type PartitionAssigner } from 'kafkajs';
import { dealShares } from './deal-shares.js';

const name = 'shares';
const version = 0;
const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;

/** Deals the partitions of one topic so that few of them move. @param held what this member holds as it joins. */
export const sharesAssigner =
  (topic: string, held: () => readonly number[]): PartitionAssigner =>
  ({ cluster }) => ({
    name,
    version,
    assign: async ({ members }) => {
      const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
      const holders = members.map(({ memberId, memberMetadata }) => ({
        id: memberId,
        holds: heldBy(memberMetadata),
      }));
      return [...dealShares(holders, partitions)].map(([memberId, shares]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version,
          assignment: { [topic]: [...shares] },
          userData: Buffer.alloc(0),
        }),
      }));
    },
    protocol: ({ topics }) => ({
      name,
      metadata: MemberMetadata.encode({ version, topics, userData: Buffer.from(JSON.stringify(held())) }),
    }),
  });

/** A member of another release may say it in another way: then it holds nothing, and is dealt in like a new one. */
function heldBy(metadata: Buffer): readonly number[] {
  try {
    const held: unknown = JSON.parse(String(MemberMetadata.decode(metadata)?.userData));
    return Array.isArray(held) ? held.filter((share) => Number.isInteger(share)) : [];
  } catch {
    return [];
  }
}
