import type { AuditOrigin } from '../audit/audit-log.js';
import type { ClientWanted } from '../clients/register-client.js';

export const operator: AuditOrigin = { actor: 'operator', address: '192.0.2.7', userAgent: 'test' };

export const wantedClient = (slug: string): ClientWanted => ({
  slug,
  name: 'EDS Québec',
  company: 'EDS Québec inc.',
  industry: 'batteries',
  admission: 'active',
});
