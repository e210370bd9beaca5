/** The platform gave no answer that counts: it may or may not have taken what was sent. */
export class PlatformAway extends Error {
  constructor(
    readonly reason: string,
    /** ms that the platform asks to be left alone. */
    readonly retryAfter?: number,
  ) {
    super(`the platform is away: ${reason}`);
    this.name = 'PlatformAway';
  }
}

/** The platform does not know the credential, or has revoked it. Nothing is dropped for that. */
export class CredentialRefused extends Error {
  constructor(readonly status: number) {
    super(`the platform refuses this site's credential (${status}): renew it, or stop this connector`);
    this.name = 'CredentialRefused';
  }
}
