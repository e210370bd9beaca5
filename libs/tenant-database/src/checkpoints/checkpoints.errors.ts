/**
 * Somebody else moved the checkpoint since it was read: roll back, read it again and skip what is already applied.
 * This is what keeps a record from being applied twice after a crash or with two owners of a partition.
 */
export class CheckpointMoved extends Error {
  readonly code = 'TENANT_DATABASE.CHECKPOINT_MOVED';

  constructor(
    readonly processor: string,
    readonly partition: number,
  ) {
    super(
      `The checkpoint of ${processor} on partition ${partition} was moved by somebody else; read it again.`,
    );
    this.name = 'CheckpointMoved';
  }
}
