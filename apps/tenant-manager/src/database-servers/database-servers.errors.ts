/** A client is placed on a server that DATABASE_SERVERS_FILE does not list. */
export class ServerUnknown extends Error {
  override readonly name = 'ServerUnknown';
  readonly code = 'DATABASE_SERVERS.UNKNOWN';
  constructor(server: string) {
    super(`DATABASE_SERVERS_FILE lists no server named ${server}: add it and start again.`);
  }
}

/** Somebody else holds the lock for longer than one may wait: try again later. */
export class ServerLockBusy extends Error {
  override readonly name = 'ServerLockBusy';
  readonly code = 'DATABASE_SERVERS.LOCK_BUSY';
  constructor() {
    super('The same work is being done by another process: try again in a minute.');
  }
}
