import {
  type DynamicModule,
  Injectable,
  Module,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { TenantDirectory } from '@trackingbms/service-kit';
import { TenantConnections, TenantDataSources } from '@trackingbms/tenant-database';
import { AuthSettings } from './auth-settings.js';
import { Clock, systemClock } from './clock/clock.js';
import { EventLog, kafkaEventLog } from './identity-events/event-log.js';
import { IdentityRelay } from './identity-events/identity-relay.js';
import { AccessTokenIssuer } from './sessions/access-token-issuer.js';
import { AddressDelays } from './sessions/address-delays.js';
import { AdmitUser } from './sessions/admit-user.js';
import { CredentialCheck } from './sessions/credential-check.js';
import { OpenSession } from './sessions/open-session.js';
import { RecordRefusal } from './sessions/record-refusal.js';
import { RefreshSession } from './sessions/refresh-session.js';
import { SessionChanges } from './sessions/session-changes.js';
import { SessionLifetimes } from './sessions/session-lifetimes.js';
import { SessionTokensIssuer } from './sessions/session-tokens-issuer.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SignIn } from './sessions/sign-in.js';
import { SignInAttempts } from './sessions/sign-in-attempts.js';
import { SignOut } from './sessions/sign-out.js';
import { TokenFamily } from './sessions/token-family.js';
import { KeySetController } from './signing-keys/key-set.controller.js';
import { SigningKey } from './signing-keys/signing-key.js';
import { KnownTenants } from './tenants/known-tenants.js';
import { TenantTopic } from './tenants/tenant-topic.js';
import { ChangePassword } from './users/change-password.js';
import { CreateFirstUser } from './users/create-first-user.js';
import { FirstUserController } from './users/first-user.controller.js';
import { OwnAccountController } from './users/own-account.controller.js';
import { ReadOwnProfile } from './users/own-profile.js';
import { PasswordHasher } from './users/password-hasher.js';

/** What a test may put in place of the real ones. */
export interface AuthSurroundings {
  readonly clock?: Clock;
  readonly eventLog?: EventLog;
  readonly hasher?: PasswordHasher;
}

/** Closes what requests and the relay need, after both have ended, in the order in which they need each other. */
@Injectable()
export class ClosingTime implements OnApplicationShutdown {
  constructor(
    private readonly topic: TenantTopic,
    private readonly relay: IdentityRelay,
    private readonly eventLog: EventLog,
    private readonly sources: TenantDataSources,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.topic.stop();
    await this.relay.stop();
    await this.eventLog.close();
    await this.sources.close();
  }
}

const surroundings = ({ clock, eventLog, hasher }: AuthSurroundings): Provider[] => [
  { provide: Clock, useValue: clock ?? systemClock },
  {
    provide: EventLog,
    inject: [AuthSettings],
    useFactory: (settings: AuthSettings) => eventLog ?? kafkaEventLog(settings.eventLog),
  },
  {
    provide: PasswordHasher,
    inject: [AuthSettings],
    useFactory: (settings: AuthSettings) => hasher ?? new PasswordHasher(hashParametersOf(settings)),
  },
  {
    provide: SigningKey,
    inject: [AuthSettings],
    useFactory: (settings: AuthSettings) => SigningKey.fromFile(settings.SIGNING_KEY_FILE),
  },
  {
    provide: TenantDataSources,
    inject: [TenantDirectory],
    useFactory: (directory: TenantDirectory) => new TenantDataSources(directory),
  },
  {
    provide: TenantConnections,
    inject: [TenantDataSources],
    useFactory: (sources: TenantDataSources) => new TenantConnections(sources),
  },
  { provide: AddressDelays, useValue: new AddressDelays() },
];

const hashParametersOf = (settings: AuthSettings) => ({
  memoryKibibytes: settings.ARGON2_MEMORY_KIB,
  iterations: settings.ARGON2_ITERATIONS,
  parallelism: settings.ARGON2_PARALLELISM,
});

@Module({})
export class AuthModule {
  static with(parts: AuthSurroundings = {}): DynamicModule {
    return {
      module: AuthModule,
      controllers: [SessionsController, OwnAccountController, FirstUserController, KeySetController],
      providers: [
        ...surroundings(parts),
        ...[KnownTenants, TenantTopic, IdentityRelay, ClosingTime],
        ...[SignIn, SignInAttempts, CredentialCheck, AdmitUser, RecordRefusal, OpenSession],
        ...[RefreshSession, TokenFamily, SessionChanges, SessionLifetimes, SignOut],
        ...[AccessTokenIssuer, SessionTokensIssuer],
        ...[ChangePassword, CreateFirstUser, ReadOwnProfile],
      ],
    };
  }
}
