import { Injectable } from '@nestjs/common';
import { AuthSettings } from '../auth-settings.js';

const hour = 60 * 60_000;

/** When sessions and their refresh tokens end. Times in epoch milliseconds. */
@Injectable()
export class SessionLifetimes {
  constructor(private readonly settings: AuthSettings) {}

  sessionExpiry(openedAt: number): number {
    return openedAt + this.settings.SESSION_HOURS * hour;
  }

  /** A refresh token ends with the idle time, and never after its session. */
  refreshExpiry(now: number, sessionExpiresAt: number): number {
    return Math.min(now + this.settings.SESSION_IDLE_HOURS * hour, sessionExpiresAt);
  }
}
