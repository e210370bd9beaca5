import { spoken } from '../console/language.js';
import type { Demo } from './demo.js';

const line = (fr: string, en: string, value = ''): string => `  ${spoken({ fr, en }).padEnd(22)} ${value}`;

/** What a person needs to begin: where it is, who they are, what they can break. */
export function introduction({ clients, fleet }: Demo, gatewayUrl: string): string {
  const [client] = clients;
  return [
    '',
    spoken({ fr: 'TrackingBMS est en marche.', en: 'TrackingBMS is running.' }),
    line('Passerelle', 'Gateway', gatewayUrl),
    line('API (OpenAPI)', 'API (OpenAPI)', `${gatewayUrl}/docs`),
    line('Client', 'Tenant', client?.slug),
    line('Utilisateur', 'User', client?.username),
    line('Mot de passe', 'Password', client?.password),
    line('Menu des pannes', 'Fault menu', fleet.controlUrl),
    '',
    spoken({
      fr: 'Ctrl-C arrête tout ; les données restent.',
      en: 'Ctrl-C stops everything; the data stays.',
    }),
    '',
  ].join('\n');
}
