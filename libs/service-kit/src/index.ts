export { startService } from './start/start-service.js';
export { runService, type RunOptions } from './start/run-service.js';
export type { RunningService, ServiceOptions } from './start/service-options.js';

export {
  HttpSettings,
  MessagingSettings,
  OperationsSettings,
  ServiceSettings,
} from './settings/service-settings.js';
export { loadSettings, settingNames, SettingsInvalid } from './settings/load-settings.js';
export { readSecretFile, SecretFileRefused } from './settings/secret-file.js';
export { IsSecretFile } from './settings/is-secret-file.js';

export {
  type AccessDeclaration,
  CredentialRoute,
  type InternalCaller,
  InternalRoute,
  Permission,
  PublicRoute,
} from './access/access-declaration.js';
export { type CredentialCheck, credentialCheck } from './access/credential-check.js';
export { CurrentCaller, CurrentHolder, CurrentService } from './access/current-caller.js';
export type { Caller } from './access/caller.js';
export { type PermissionName, permissions, type Role, roles } from './access/permissions.js';
export {
  AccessTokens,
  type AccessTokenRules,
  tokenAlgorithm,
  tokenAudience,
  tokenType,
} from './access/access-tokens.js';
export { RevokedSessions } from './access/revoked-sessions.js';
export { type VerificationKeys, VerificationKeysUnavailable } from './access/verification-keys.js';
export { RemoteVerificationKeys } from './access/remote-verification-keys.js';
export { serviceAuthorization, ServiceCredentials } from './access/service-credentials.js';
export { type DeclaredRoute, RoutesUndeclared, walkRoutes } from './access/route-walk.js';

export {
  type LocalizedText,
  notFound,
  type ProblemDetail,
  ProblemError,
  type ProblemExtra,
} from './problems/problem-error.js';
export { type ProblemDocument, problemDocument, problemMediaType } from './problems/problem-document.js';
export { type ProblemMapping, toProblem } from './problems/to-problem.js';
export { statusText } from './problems/status-texts.js';
export { chooseLanguage, type Language, languages } from './problems/language.js';

export { ApiProblems, Problem, ProblemPart } from './openapi/api-problems.js';

export { ClientAddresses } from './http/client-addresses.js';
export { entityTag, IfMatch, preconditionFailed, requireIfMatch } from './http/entity-tag.js';
export { PageCursor, type PagePosition } from './http/page-cursor.js';
export {
  correlationHeader,
  correlationIdFrom,
  currentCorrelationId,
  withCorrelationId,
} from './http/correlation.js';
export { readWithin } from './http/read-within.js';
export { UnparsedBody, type UnparsedBodyRule } from './http/unparsed-body.js';
export { type FetchLimits, fetchJson } from './http/fetch-json.js';
export type { HttpLimits } from './http/create-http-adapter.js';

export { uuidV7 } from './ids/uuid-v7.js';

export { JsonLogger } from './logging/json-logger.js';
export { Readiness, type ReadinessProbe, type ReadinessReport } from './operations/readiness.js';
export { ServiceMetrics } from './operations/service-metrics.js';

export { TenantDirectory } from './tenant-directory/tenant-directory.js';
export {
  TenantManagerDirectory,
  type TenantManagerDirectoryOptions,
} from './tenant-directory/tenant-manager-directory.js';
export { TenantDirectoryUnavailable, TenantUnknown } from '@trackingbms/tenants';
