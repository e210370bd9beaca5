/** The stream is not at the version the decision was made on: load it again and decide again. */
export class StreamVersionConflict extends Error {
  readonly code = 'TENANT_DATABASE.STREAM_VERSION_CONFLICT';

  constructor(
    readonly stream: { readonly type: string; readonly id: string },
    readonly expectedVersion: number,
  ) {
    super(`Stream ${stream.type} ${stream.id} is no longer at version ${expectedVersion}; load it again.`);
    this.name = 'StreamVersionConflict';
  }
}

/** An entry with this event id is in the journal already: the command was carried out before. */
export class EventAlreadyRecorded extends Error {
  readonly code = 'TENANT_DATABASE.EVENT_ALREADY_RECORDED';

  constructor() {
    super('An event with this id is in the journal already.');
    this.name = 'EventAlreadyRecorded';
  }
}
