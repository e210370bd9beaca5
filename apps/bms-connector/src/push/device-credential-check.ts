import { Injectable } from '@nestjs/common';
import { ClientAddresses, type CredentialCheck } from '@trackingbms/service-kit';
import type { FastifyRequest } from 'fastify';
import { EntryViews } from '../fleet-view/entry-views.js';
import type { BatteryRef } from '../readings/battery-events.js';
import { DeviceCredentials } from './device-credentials.js';
import { credentialRefused, fleetUnknown, tooManyWrongCredentials } from './ingest.errors.js';
import { bearerHash, deviceSecretPrefix } from './secret-hash.js';
import { TokenBuckets } from './token-buckets.js';

/** Of one address: what a fleet of devices with old secrets behind one router sends, and no guesser's pace. */
const wrongPerMinute = 60;
const rememberedAddresses = 10_000;

/** Knows a device by its secret. A right one is never held up by the wrong ones of its neighbours. */
@Injectable()
export class DeviceCredentialCheck implements CredentialCheck {
  private readonly wrong = new TokenBuckets({
    perMinute: wrongPerMinute,
    burst: wrongPerMinute,
    mostKeys: rememberedAddresses,
  });

  constructor(
    private readonly credentials: DeviceCredentials,
    private readonly views: EntryViews,
    private readonly addresses: ClientAddresses,
  ) {}

  /** @throws ProblemError 401, 429 for an address that shows wrong secrets all the time, 503 while nothing is known. */
  holderOf(request: FastifyRequest): BatteryRef {
    if (!this.views.isKnown) throw fleetUnknown();
    const hash = bearerHash(request.headers.authorization, deviceSecretPrefix);
    const battery = hash === undefined ? undefined : this.credentials.batteryOf(hash);
    if (battery) return battery;
    const wait = this.wrong.take(this.addresses.of(request), 1, Date.now());
    throw wait > 0 ? tooManyWrongCredentials(wait) : credentialRefused();
  }
}
