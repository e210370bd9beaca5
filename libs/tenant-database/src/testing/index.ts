export { freshTenantDatabase } from './fresh-tenant-database.js';
export type { FreshTenantDatabase, FreshTenantOptions } from './fresh-tenant-database.js';
export { InMemoryDatabaseDirectory } from './in-memory-database-directory.js';
export { openAdminSession, testCoordinates, testMariaDb } from './test-maria-db.js';
export type { TestMariaDb } from './test-maria-db.js';
export { UnreliableLink } from './unreliable-link.js';
export { insertSampleFleet } from './sample-fleet.js';
export { sampleReading } from './sample-reading.js';
