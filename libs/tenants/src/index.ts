export type { AccessScope } from './access-scope.js';
export type { DatabaseAccess, DatabaseCoordinates, DatabaseDirectory, DatabaseEngine } from './database-coordinates.js';
