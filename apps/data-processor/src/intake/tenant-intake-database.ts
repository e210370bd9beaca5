import { uuidV7 } from '@trackingbms/service-kit';
import {
  BatteryStateStore,
  classifyDatabaseError,
  ReadingStore,
  RegisteredBatteries,
  RollUpStore,
  StreamCheckpoints,
  TenantAlertStore,
  type CheckpointKey,
  type DatabaseErrorClass,
  type TenantConnections,
  type TenantTransaction,
} from '@trackingbms/tenant-database';
import type { CheckpointStore, IntakeDatabase, IntakeStores, StreamPlace } from './intake-ports.js';

const processor = 'data-processor';
const keyOf = ({ topicId, partition }: StreamPlace): CheckpointKey => ({ processor, topicId, partition });

/** A directory that does not know the tenant, or does not answer, is a tenant whose database cannot be reached. */
const ofDirectory = new Set(['TenantUnknown', 'TenantDirectoryUnavailable']);

/** The intake's stores on the tenants' databases. */
export class TenantIntakeDatabase implements IntakeDatabase {
  constructor(private readonly connections: TenantConnections) {}

  inTransaction<T>(tenantId: number, work: (stores: IntakeStores) => Promise<T>): Promise<T> {
    return this.connections.inTransaction(tenantId, (tx) => work(storesOf(tx)));
  }

  classify(error: unknown): DatabaseErrorClass {
    if (error instanceof Error && ofDirectory.has(error.name)) return 'tenant';
    return classifyDatabaseError(error);
  }
}

export const alertStoreOf = (tx: TenantTransaction): TenantAlertStore =>
  new TenantAlertStore(tx, () => uuidV7(Date.now()));

export function storesOf(tx: TenantTransaction): IntakeStores {
  return {
    checkpoints: checkpointsOf(tx),
    batteries: new RegisteredBatteries(tx),
    readings: new ReadingStore(tx),
    states: new BatteryStateStore(tx),
    rollUps: new RollUpStore(tx),
    alerts: alertStoreOf(tx),
  };
}

function checkpointsOf(tx: TenantTransaction): CheckpointStore {
  const checkpoints = new StreamCheckpoints(tx);
  return {
    load: ({ topicId, partition }) => checkpoints.load(processor, topicId, partition),
    advance: (place, seen, next) => checkpoints.advance({ ...keyOf(place), seen, next }),
    hold: (place, seen) => checkpoints.hold(keyOf(place), seen),
  };
}
