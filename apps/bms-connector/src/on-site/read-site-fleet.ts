import type { SiteFleetDocument, SiteFleetEntry, SiteTenant } from '../site/site-fleet-document.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;

const isTenant = (value: unknown): value is SiteTenant =>
  isObject(value) && isCount(value.tenantId) && isCount(value.version) && typeof value.status === 'string';

const isEntry = (value: unknown): value is SiteFleetEntry =>
  isObject(value) &&
  typeof value.key === 'string' &&
  typeof value.type === 'string' &&
  isObject(value.data) &&
  isCount(value.data.version);

/** The fleet as the platform wrote it, undefined for anything else: what is inside an entry is checked where it is used. */
export function readSiteFleet(text: string): SiteFleetDocument | undefined {
  const value = parse(text);
  if (!isObject(value) || !isCount(value.siteConnectorId) || !isTenant(value.tenant)) return undefined;
  if (!Array.isArray(value.entries) || !value.entries.every(isEntry)) return undefined;
  return value as unknown as SiteFleetDocument;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
