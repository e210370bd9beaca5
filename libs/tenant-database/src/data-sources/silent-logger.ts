import type { Logger } from 'typeorm';

const nothing = (): void => undefined;

/** TypeORM's own loggers print statements with their parameters, which are client data. */
export const silentLogger: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
};
