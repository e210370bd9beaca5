/** A sealed secret does not open with this key for this tenant and purpose. Says nothing of either. */
export class SecretNotOpened extends Error {
  override readonly name = 'SecretNotOpened';
  readonly code = 'KEYS.SECRET_NOT_OPENED';
  constructor() {
    super('A sealed secret does not open: was MASTER_KEY_FILE replaced, or a row copied between tenants?');
  }
}

/** The client has no data key of this version: its provisioning did not get that far, or the key was destroyed. */
export class DataKeyMissing extends Error {
  override readonly name = 'DataKeyMissing';
  readonly code = 'KEYS.DATA_KEY_MISSING';
  constructor() {
    super('The client has no data key: run its provisioning again.');
  }
}
