import type { Provider } from '@nestjs/common';
import { AccessTokens } from '../access/access-tokens.js';
import { RemoteVerificationKeys } from '../access/remote-verification-keys.js';
import { RevokedSessions } from '../access/revoked-sessions.js';
import { serviceAuthorization, ServiceCredentials } from '../access/service-credentials.js';
import type { VerificationKeys } from '../access/verification-keys.js';
import { ClientAddresses } from '../http/client-addresses.js';
import { JsonLogger } from '../logging/json-logger.js';
import { Readiness } from '../operations/readiness.js';
import { ServiceMetrics } from '../operations/service-metrics.js';
import { readSecretFile } from '../settings/secret-file.js';
import { OperationsSettings, type ServiceSettings } from '../settings/service-settings.js';
import { TenantDirectory } from '../tenant-directory/tenant-directory.js';
import { TenantManagerDirectory } from '../tenant-directory/tenant-manager-directory.js';
import type { ServiceOptions } from './service-options.js';

/** Settings that only some services have. */
export type OptionalSettings = OperationsSettings &
  Partial<Omit<ServiceSettings, keyof OperationsSettings>> & { readonly SERVICE_CREDENTIALS_FILE?: string };

/** What every module of a service can inject. */
export function serviceProviders<S extends OperationsSettings>(
  options: ServiceOptions<S>,
  logger: JsonLogger,
): Provider[] {
  const settings: OptionalSettings = options.settings;
  const revoked = new RevokedSessions();
  const tokens = new AccessTokens({ issuer: settings.AUTH_ISSUER ?? '', keys: keysOf(options), revoked });
  const credentialsFile = settings.SERVICE_CREDENTIALS_FILE;
  return [
    ...settingsProviders(options.settings),
    { provide: JsonLogger, useValue: logger },
    { provide: Readiness, useValue: new Readiness() },
    { provide: ServiceMetrics, useValue: new ServiceMetrics() },
    { provide: RevokedSessions, useValue: revoked },
    { provide: AccessTokens, useValue: tokens },
    { provide: ClientAddresses, useValue: new ClientAddresses(settings.TRUSTED_PROXIES) },
    {
      provide: ServiceCredentials,
      useValue: credentialsFile ? ServiceCredentials.fromFile(credentialsFile) : new ServiceCredentials({}),
    },
    ...directoryProviders(options),
  ];
}

/** A module asks for its own settings class, or for the part of it that it needs. */
function settingsProviders(settings: OperationsSettings): Provider[] {
  const providers: Provider[] = [{ provide: OperationsSettings, useValue: settings }];
  let prototype: object | null = Object.getPrototypeOf(settings) as object | null;
  while (prototype && prototype !== OperationsSettings.prototype && prototype !== Object.prototype) {
    providers.push({ provide: prototype.constructor, useValue: settings });
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return providers;
}

function keysOf({ settings, verificationKeys }: ServiceOptions<OperationsSettings>): VerificationKeys {
  const { AUTH_JWKS_URL }: OptionalSettings = settings;
  if (verificationKeys) return verificationKeys;
  return AUTH_JWKS_URL ? new RemoteVerificationKeys(AUTH_JWKS_URL) : { keyFor: async () => null };
}

function directoryProviders({ settings, directory }: ServiceOptions<OperationsSettings>): Provider[] {
  if (directory) return [{ provide: TenantDirectory, useValue: directory }];
  const { TENANT_MANAGER_URL: url, SERVICE_CREDENTIAL_FILE: file }: OptionalSettings = settings;
  if (!url || !file) return [];
  const authorization = serviceAuthorization(settings.SERVICE_NAME, readSecretFile(file));
  const useValue = new TenantManagerDirectory({ url, authorization });
  return [{ provide: TenantDirectory, useValue }];
}
