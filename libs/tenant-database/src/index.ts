export { scopePredicate } from './access-scope/scope-predicate.js';
export type { ScopeColumns, SqlPredicate } from './access-scope/scope-predicate.js';
export { AuditLogStore } from './audit/audit-log-store.js';
export type { AuditEntry } from './audit/audit-log-store.js';
export { AuditLogEntity } from './audit/audit-log.entity.js';
export type { AuditEventType, AuditStatus } from './audit/audit-log.entity.js';
export { CheckpointMoved } from './checkpoints/checkpoints.errors.js';
export { StreamCheckpoints } from './checkpoints/stream-checkpoints.js';
export type { CheckpointKey, CheckpointStep } from './checkpoints/stream-checkpoints.js';
export { classifyDatabaseError, isLockConflict } from './data-sources/classify-database-error.js';
export type { DatabaseErrorClass } from './data-sources/classify-database-error.js';
export { StatementFailed, TenantUnavailable } from './data-sources/data-sources.errors.js';
export type { UnavailableReason } from './data-sources/data-sources.errors.js';
export { violatedKey } from './data-sources/driver-error.js';
export { TenantConnections } from './data-sources/tenant-connections.js';
export type { TenantConnectionsOptions } from './data-sources/tenant-connections.js';
export { TenantDataSources } from './data-sources/tenant-data-sources.js';
export type { TenantDataSourcesOptions } from './data-sources/tenant-data-sources.js';
export type { TenantTransaction } from './data-sources/tenant-transaction.js';
export { InvalidDatabaseName } from './database-names/database-names.errors.js';
export { quoteAccount, quoteDatabase, quoteDatabaseForWholeGrant } from './database-names/quote-database.js';
export { BatteryEntity } from './fleet/battery.entity.js';
export type { BatteryStatus } from './fleet/battery.entity.js';
export { BatteryTypeEntity } from './fleet/battery-type.entity.js';
export type { Chemistry, CommunicationProtocol } from './fleet/battery-type.entity.js';
export { CustomFieldEntity } from './fleet/custom-field.entity.js';
export type { CustomFieldTarget, CustomFieldType } from './fleet/custom-field.entity.js';
export { CustomFieldValueEntity } from './fleet/custom-field-value.entity.js';
export { LocationEntity } from './fleet/location.entity.js';
export type { AccessLevel, EnvironmentType } from './fleet/location.entity.js';
export { BatteryList, batterySorts } from './fleet/battery-list.js';
export type { BatteryFilter, BatterySort } from './fleet/battery-list.js';
export type { BatteryRow } from './fleet/battery-row.js';
export { BatteryStore } from './fleet/battery-store.js';
export { BatteryTypeList, batteryTypeSorts } from './fleet/battery-type-list.js';
export type { BatteryTypeFilter, BatteryTypeSort } from './fleet/battery-type-list.js';
export type { BatteryTypeRow } from './fleet/battery-type-row.js';
export { BatteryTypeStore } from './fleet/battery-type-store.js';
export type { DeviceCredentialRow } from './fleet/device-credential-row.js';
export { DeviceCredentialStore } from './fleet/device-credential-store.js';
export type { DeviceProfileListRow, DeviceProfileRow } from './fleet/device-profile-row.js';
export { DeviceProfileStore } from './fleet/device-profile-store.js';
export { FleetEntries } from './fleet/fleet-entries.js';
export type { FleetEntity } from './fleet/fleet-entries.js';
export { FleetValueTaken } from './fleet/fleet.errors.js';
export {
  batteryOf,
  batteryTypeOf,
  deviceCredentialOf,
  deviceProfileOf,
  fleetEventOf,
  fleetPayloadOf,
  fleetSchemaVersion,
  fleetStream,
  fleetStreamTypes,
  locationOf,
  siteConnectorOf,
} from './fleet/fleet-streams.js';
export type { FleetEvent, FleetStreamType } from './fleet/fleet-streams.js';
export type { PagePlace, PageRequest } from './fleet/keyset-page.js';
export { LocationList, locationSorts } from './fleet/location-list.js';
export type { LocationFilter, LocationSort } from './fleet/location-list.js';
export type { LocationContact, LocationRow } from './fleet/location-row.js';
export { LocationStore } from './fleet/location-store.js';
export type { SiteConnectorRow } from './fleet/site-connector-row.js';
export { SiteConnectorStore } from './fleet/site-connector-store.js';
export { compareFleetProjections } from './fleet/projection-comparison.js';
export type { ProjectionDifference } from './fleet/projection-comparison.js';
export { UnrecordedRows } from './fleet/unrecorded-rows.js';
export type { UnrecordedRow } from './fleet/unrecorded-rows.js';
export { IdempotencyKeys } from './idempotency/idempotency-keys.js';
export type { IdempotentRequest, KeyClaim, RecordedAnswer } from './idempotency/idempotency-keys.js';
export { seedFirstData } from './industries/seed-first-data.js';
export { packIpAddress, unpackIpAddress } from './ip-addresses/packed-ip-address.js';
export { EventJournal } from './journal/event-journal.js';
export type { StreamAppend } from './journal/event-journal.js';
export type { JournalEntry, NewJournalEvent, StreamName } from './journal/journal-entry.js';
export { JournalRelay } from './journal/journal-relay.js';
export type { JournalRelayOptions } from './journal/journal-relay.js';
export { EventAlreadyRecorded, StreamVersionConflict } from './journal/journal.errors.js';
export { eventJournalTable } from './migrations/0004-journal-and-checkpoints.migration.js';
export { migrateTenantDatabase } from './migrations/migrate-tenant-database.js';
export type {
  MigrateOptions,
  MigrationOutcome,
  MigrationProgress,
} from './migrations/migrate-tenant-database.js';
export type { Migration, MigrationStep } from './migrations/migration.js';
export {
  IndustryNotAvailable,
  MigrationChanged,
  MigrationInProgress,
  MigrationStepFailed,
  SchemaNewerThanCode,
} from './migrations/migrations.errors.js';
export { latestSchemaVersion } from './migrations/schema-version.js';
export { openSqlSession } from './migrations/sql-session.js';
export type { ClosableSqlSession, SqlSession } from './migrations/sql-session.js';
export { RefreshTokenStore } from './sessions/refresh-token-store.js';
export type { NewRefreshToken, StoredRefreshToken, TokenSuccessor } from './sessions/refresh-token-store.js';
export { SessionStore } from './sessions/session-store.js';
export type { NewSession, SessionClient, StoredSession } from './sessions/session-store.js';
export { SignInDelayStore } from './sessions/sign-in-delay-store.js';
export type { SignInDelay } from './sessions/sign-in-delay-store.js';
export { RefreshTokenEntity } from './sessions/refresh-token.entity.js';
export { SessionEntity } from './sessions/session.entity.js';
export type { SessionEndReason } from './sessions/session.entity.js';
export { UserStore } from './users/user-store.js';
export type { FirstUser } from './users/user-store.js';
export type { StoredUser } from './users/stored-user.js';
export { UsersExist } from './users/users.errors.js';
export { UserEntity } from './users/user.entity.js';
export type { UserRole } from './users/user.entity.js';
export { accountNameOf, grantStatements } from './table-rights/grant-statements.js';
export type { GrantRequest } from './table-rights/grant-statements.js';
export { databaseAccounts, tableRights } from './table-rights/table-rights.js';
export type { DatabaseAccount, OwnerAccount, TableRight, TableRights } from './table-rights/table-rights.js';
export { TenantAlertStore } from './alerts/tenant-alert-store.js';
export { alertEventOf, alertStreamType } from './alerts/alert-stream.js';
export { projectAlert } from './alerts/project-alert.js';
export type { AlertRow } from './alerts/alert-row.js';
export { unheardBattery, connectionStatuses } from './battery-states/battery-state.js';
export type { BatteryState, ConnectionStatus } from './battery-states/battery-state.js';
export type { Communication, CommunicationPeriod } from './battery-states/communication.js';
export { BatteryStateStore } from './battery-states/battery-state-store.js';
export { addPartitionsStatement, missingDayPartitions } from './readings/day-partitions.js';
export type { DayPartition } from './readings/day-partitions.js';
export { ReadingAlreadyStored } from './readings/readings.errors.js';
export { ReadingStore, readingKeyText } from './readings/reading-store.js';
export type { ReadingKey } from './readings/reading-store.js';
export type { StoredReading } from './readings/reading-row.js';
export { RegisteredBatteries } from './readings/registered-batteries.js';
export { RollUpStore } from './rollups/roll-up-store.js';
export type { HourKey } from './rollups/roll-up-store.js';
export type { HourlyRollUp } from './rollups/roll-up-row.js';
export { AlertList, alertStatuses } from './alerts/alert-list.js';
export type { AlertFilter, AlertPage } from './alerts/alert-list.js';
export { compareAlerts, rebuildAlerts } from './alerts/rebuild-alerts.js';
export { BatteryStateView } from './battery-states/battery-state-view.js';
export { numericFieldNames, ReadingHistory } from './readings/reading-history.js';
export type { HistoryPage, HistoryRange } from './readings/reading-history.js';
export { compareHours, readingSpan, rebuildHours } from './rollups/rebuild-hours.js';
export type { RebuildComparison } from './rollups/rebuild-hours.js';
export { RollUpHistory } from './rollups/roll-up-history.js';
export type { StoredHour } from './rollups/roll-up-history.js';
