import { AuditLogEntity } from '../audit/audit-log.entity.js';
import { BatteryEntity } from '../fleet/battery.entity.js';
import { BatteryTypeEntity } from '../fleet/battery-type.entity.js';
import { CustomFieldEntity } from '../fleet/custom-field.entity.js';
import { CustomFieldValueEntity } from '../fleet/custom-field-value.entity.js';
import { LocationEntity } from '../fleet/location.entity.js';
import { RefreshTokenEntity } from '../sessions/refresh-token.entity.js';
import { SessionEntity } from '../sessions/session.entity.js';
import { UserEntity } from '../users/user.entity.js';

/** Every entity of a tenant's database: a new one is one import and one line. */
export const tenantEntities = [
  AuditLogEntity,
  BatteryEntity,
  BatteryTypeEntity,
  CustomFieldEntity,
  CustomFieldValueEntity,
  LocationEntity,
  RefreshTokenEntity,
  SessionEntity,
  UserEntity,
] as const;
