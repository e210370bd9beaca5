import { describe, expect, it } from '@jest/globals';
import { eventTypes, type KnownEvent, type SiteConnectorEntryV1 } from '@trackingbms/message-contracts';
import { EntryViews } from '../fleet-view/entry-views.js';
import { SiteConnectors } from './site-connectors.js';

const hash = (letter: string): string => letter.repeat(64);
const entry = (over: Partial<SiteConnectorEntryV1> = {}, tenantId = 1): KnownEvent =>
  ({
    type: eventTypes.SiteConnectorEntryV1.type,
    tenantId,
    data: {
      siteConnectorId: 2,
      version: 1,
      name: 'A site',
      secretHash: hash('a'),
      isRevoked: false,
      ...over,
    },
  }) as KnownEvent;

function knowing(...entries: readonly KnownEvent[]): SiteConnectors {
  const views = new EntryViews();
  const sites = new SiteConnectors(views);
  for (const each of entries) views.apply(each);
  return sites;
}

describe('whose credential it is', () => {
  it('is the site’s whose entry has its hash', () => {
    const sites = knowing(entry(), entry({ siteConnectorId: 3, secretHash: hash('b') }, 5));
    expect(sites.siteOf(hash('a'))).toMatchObject({ tenantId: 1, siteConnectorId: 2 });
    expect(sites.siteOf(hash('b'))).toMatchObject({ tenantId: 5, siteConnectorId: 3 });
    expect(sites.siteOf(hash('c'))).toBeUndefined();
  });

  it('is nobody’s once it is revoked, gone or another', () => {
    expect(knowing(entry(), entry({ version: 2, isRevoked: true })).siteOf(hash('a'))).toBeUndefined();
    const renewed = knowing(entry(), entry({ version: 2, secretHash: hash('b') }));
    expect(renewed.siteOf(hash('a'))).toBeUndefined();
    expect(renewed.siteOf(hash('b'))).toMatchObject({ siteConnectorId: 2 });
    const gone = knowing(entry());
    gone.forget('1/site-connector/2');
    expect(gone.siteOf(hash('a'))).toBeUndefined();
  });

  it('does not open again for an older entry that comes later', () => {
    const sites = knowing(entry({ version: 3, isRevoked: true }), entry({ version: 2 }));
    expect(sites.siteOf(hash('a'))).toBeUndefined();
  });
});
