import { describe, expect, it } from '@jest/globals';
import { evolveSiteConnector, unknownSiteConnector } from './site-connector.js';
import { siteConnectorAdded } from './testing/fleet-samples.js';
import { givenSiteConnector } from './testing/fleet-specification.js';

const kept = { secretHash: 'cd'.repeat(32), lastCharacters: 'abcd' };
const rotate = { type: 'RotateSiteConnector', kept } as const;
const revoke = { type: 'RevokeSiteConnector' } as const;
const revoked = { type: 'SiteConnectorRevoked' } as const;

describe('a site connector', () => {
  it('is added once', () => {
    const { details } = siteConnectorAdded as { details: { name: string } & typeof kept };
    const add = { type: 'AddSiteConnector', siteConnectorId: 1, details } as const;
    expect(givenSiteConnector().when(add)).toEqual([siteConnectorAdded]);
    expect(givenSiteConnector(siteConnectorAdded).when(add)).toBe('SITE_CONNECTOR.ALREADY_ADDED');
  });

  it('gets another secret and keeps its name', () => {
    expect(givenSiteConnector(siteConnectorAdded).when(rotate)).toEqual([
      { type: 'SiteConnectorRotated', kept },
    ]);
    const history = [siteConnectorAdded, { type: 'SiteConnectorRotated', kept } as const];
    expect(history.reduce(evolveSiteConnector, unknownSiteConnector)).toMatchObject({
      details: { name: 'Laval', ...kept },
    });
  });

  it('is revoked once and for good', () => {
    expect(givenSiteConnector(siteConnectorAdded).when(revoke)).toEqual([revoked]);
    expect(givenSiteConnector(siteConnectorAdded, revoked).when(revoke)).toEqual([]);
    expect(givenSiteConnector(siteConnectorAdded, revoked).when(rotate)).toBe('SITE_CONNECTOR.REVOKED');
  });

  it('has nothing before its beginning', () => {
    expect(givenSiteConnector().when(rotate)).toBe('SITE_CONNECTOR.NOT_ADDED');
    expect(() => evolveSiteConnector(unknownSiteConnector, revoked)).toThrow('cannot begin with');
  });
});
