import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ProblemError, uuidV7 } from '@trackingbms/service-kit';
import {
  AuditLogStore,
  packIpAddress,
  TenantConnections,
  UsersExist,
  UserStore,
} from '@trackingbms/tenant-database';
import { Clock } from '../clock/clock.js';
import { KnownTenants } from '../tenants/known-tenants.js';
import { PasswordHasher } from './password-hasher.js';
import { passwordFault, passwordRefused } from './password-rules.js';

export interface FirstUserRequest {
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Made here when absent. */
  readonly password?: string;
  readonly mustChangePassword: boolean;
}

const patienceMilliseconds = 10_000;
const passwordBytes = 18;

/** Makes the one user that a new tenant begins with; all others are made by users. */
@Injectable()
export class CreateFirstUser {
  constructor(
    private readonly connections: TenantConnections,
    private readonly tenants: KnownTenants,
    private readonly hasher: PasswordHasher,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers the password, which is kept nowhere else.
   * @throws ProblemError 409 when the tenant has users, 422 for an unusable password, 503 when the tenant is not known yet.
   */
  async execute(
    tenantId: number,
    request: FirstUserRequest,
    address: string,
  ): Promise<{ username: string; password: string }> {
    const password = request.password ?? randomBytes(passwordBytes).toString('base64url');
    const fault = passwordFault(password, request.username);
    if (fault) throw passwordRefused(fault, '/password');
    await this.requireSignInPossible(tenantId);
    const passwordHash = await this.hasher.hash(password);
    const at = this.clock.now();
    const user = { ...request, uuid: uuidV7(at), passwordHash, role: 'super_admin' as const };
    await this.connections.inTransaction(tenantId, async (tx) => {
      const userId = await new UserStore(tx).insertFirst(user, at).catch(asConflict);
      await new AuditLogStore(tx).record({
        userId,
        eventType: 'security',
        action: 'create-first-user',
        status: 'success',
        ipAddress: packIpAddress(address),
        userAgent: null,
        resourceType: 'user',
        resourceId: String(userId),
        at,
      });
    });
    return { username: request.username, password };
  }

  /** A tenant made a moment ago: its database first, so that an unknown id is told at once, then its entry. */
  private async requireSignInPossible(tenantId: number): Promise<void> {
    await this.connections.reading(tenantId, (tx) => new UserStore(tx).byId(1));
    if (await this.tenants.waitFor(tenantId, patienceMilliseconds)) return;
    throw new ProblemError(
      'TENANT.NOT_READY',
      503,
      {
        en: 'The client is not announced yet: nothing was made, try again in a few seconds.',
        fr: 'Le client n’est pas encore annoncé : rien n’a été créé, réessayez dans quelques secondes.',
      },
      { headers: { 'retry-after': '5' } },
    );
  }
}

function asConflict(error: unknown): never {
  if (!(error instanceof UsersExist)) throw error;
  throw new ProblemError('USERS.EXIST', 409, {
    en: 'This client has users already: let one of them make the next.',
    fr: 'Ce client a déjà des utilisateurs : que l’un d’eux crée le suivant.',
  });
}
