import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { type Caller, type Language, roles, type Role } from '@trackingbms/service-kit';
import { TenantConnections, UserStore } from '@trackingbms/tenant-database';
import { KnownTenants } from '../tenants/known-tenants.js';
import { sessionEnded } from '../sessions/session.errors.js';

export class ProfileTenant {
  @ApiProperty({ example: 1 }) id!: number;
  @ApiProperty({ example: 'eds-quebec' }) slug!: string;
  @ApiProperty({ example: 'EDS Québec' }) name!: string;
  @ApiProperty({ description: 'IANA name', example: 'America/Toronto' }) timeZone!: string;
  @ApiProperty({ type: [String] }) modules!: string[];
}

export class ProfileScope {
  @ApiProperty({ type: [Number], nullable: true, description: 'Ids, each with its subtree; null: all' })
  locations!: readonly number[] | null;
  @ApiProperty({ type: [Number], nullable: true, description: 'Ids; null: all' })
  batteryTypes!: readonly number[] | null;
}

/** Who is signed in and what they may do. */
export class OwnProfile {
  @ApiProperty({ example: 1 }) id!: number;
  @ApiProperty({ format: 'uuid' }) uuid!: string;
  @ApiProperty() username!: string;
  @ApiProperty() email!: string;
  @ApiProperty() firstName!: string;
  @ApiProperty() lastName!: string;
  @ApiProperty({ enum: roles }) role!: Role;
  @ApiProperty({ type: [String] }) permissions!: readonly string[];
  @ApiProperty({ type: ProfileScope }) scope!: ProfileScope;
  @ApiProperty({ enum: ['fr', 'en'] }) language!: Language;
  @ApiProperty({ description: 'IANA name' }) timeZone!: string;
  @ApiProperty() mustChangePassword!: boolean;
  @ApiProperty({ format: 'uuid' }) sessionId!: string;
  @ApiProperty({ type: ProfileTenant }) tenant!: ProfileTenant;
}

/** Reads the caller's own user and tenant. */
@Injectable()
export class ReadOwnProfile {
  constructor(
    private readonly connections: TenantConnections,
    private readonly tenants: KnownTenants,
  ) {}

  async execute(caller: Caller): Promise<OwnProfile> {
    const { tenantId, userId } = caller;
    const user = await this.connections.reading(tenantId, (tx) => new UserStore(tx).byId(userId));
    const tenant = this.tenants.byId(tenantId);
    if (!user || !tenant) throw sessionEnded();
    const { id, uuid, username, email, firstName, lastName, timezone: timeZone } = user;
    return {
      ...{ id, uuid, username, email, firstName, lastName, timeZone },
      role: caller.role,
      permissions: caller.permissions,
      scope: caller.scope,
      language: caller.language,
      mustChangePassword: user.mustChangePassword,
      sessionId: caller.sessionId,
      tenant: {
        id: tenantId,
        slug: tenant.slug,
        name: tenant.name,
        timeZone: tenant.timeZone,
        modules: tenant.modules,
      },
    };
  }
}
