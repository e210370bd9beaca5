/** A rule of the client's life cycle that says no. `code` is stable; the message says what to do next and holds no client data. */
export class ClientRefusal extends Error {
  override readonly name = 'ClientRefusal';
  constructor(
    readonly code: ClientRefusalCode,
    message: string,
  ) {
    super(message);
  }
}

export type ClientRefusalCode =
  | 'CLIENT.ALREADY_REGISTERED'
  | 'CLIENT.NOT_REGISTERED'
  | 'CLIENT.NOT_IN_SERVICE'
  | 'CLIENT.NOT_SUSPENDED'
  | 'CLIENT.ARCHIVED'
  | 'CLIENT.STEP_OUT_OF_ORDER'
  | 'CLIENT.STEPS_MISSING'
  | 'CLIENT.SCHEMA_GOES_BACK'
  | 'CLIENT.SLUG_INVALID'
  | 'CLIENT.TIME_ZONE_UNKNOWN'
  | 'CLIENT.QUOTA_INVALID'
  | 'CLIENT.MODULE_UNKNOWN'
  | 'CLIENT.CORE_MODULE'
  | 'CLIENT.DATABASE_NAME_INVALID';
