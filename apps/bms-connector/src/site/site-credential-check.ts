import { Injectable } from '@nestjs/common';
import type { CredentialCheck } from '@trackingbms/service-kit';
import type { FastifyRequest } from 'fastify';
import { EntryViews } from '../fleet-view/entry-views.js';
import { bearerHash } from '../push/secret-hash.js';
import { siteCredentialRefused, siteFleetUnknown } from './site.errors.js';
import { SiteConnectors, type SiteRef } from './site-connectors.js';

const siteSecretPrefix = 'tbsite_';

/** Knows a site by its credential. */
@Injectable()
export class SiteCredentialCheck implements CredentialCheck {
  constructor(
    private readonly sites: SiteConnectors,
    private readonly views: EntryViews,
  ) {}

  /** @throws ProblemError 401, and 503 while nothing is known: a site must not take a start for a revocation. */
  holderOf({ headers }: Pick<FastifyRequest, 'headers'>): SiteRef {
    if (!this.views.isKnown) throw siteFleetUnknown();
    const hash = bearerHash(headers.authorization, siteSecretPrefix);
    const site = hash === undefined ? undefined : this.sites.siteOf(hash);
    if (!site) throw siteCredentialRefused();
    return site;
  }
}
