/** An event that no reader would accept was about to be published. */
export class EventNotValid extends Error {
  readonly code = 'EVENT.NOT_VALID';
  readonly transient = false;

  /** @param field header or path of the data that is wrong, never its value. */
  constructor(
    readonly eventType: string,
    readonly field: string,
  ) {
    super(`An event of type ${eventType} is not valid: check ${field}.`);
    this.name = 'EventNotValid';
  }
}
