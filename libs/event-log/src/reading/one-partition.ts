import kafkajs, { type PartitionAssigner } from 'kafkajs';

const name = 'one-partition';
const version = 0;

/** Gives the only member of a group one partition: the client has no way to ask for one. */
export const onePartition =
  (topic: string, partition: number): PartitionAssigner =>
  () => ({
    name,
    version,
    assign: ({ members }) =>
      Promise.resolve(
        members.map(({ memberId }) => ({
          memberId,
          memberAssignment: kafkajs.AssignerProtocol.MemberAssignment.encode({
            version,
            assignment: { [topic]: [partition] },
            userData: Buffer.alloc(0),
          }),
        })),
      ),
    protocol: ({ topics }) => ({
      name,
      metadata: kafkajs.AssignerProtocol.MemberMetadata.encode({
        version,
        topics,
        userData: Buffer.alloc(0),
      }),
    }),
  });
