import { JsonLogger } from '../logging/json-logger.js';
import { loadSettings, SettingsInvalid } from '../settings/load-settings.js';
import type { OperationsSettings } from '../settings/service-settings.js';
import type { ServiceOptions } from './service-options.js';
import { startService } from './start-service.js';
import { stopRequested } from './stop-request.js';

const patienceMilliseconds = 15_000;

export type RunOptions<S extends OperationsSettings> = Omit<ServiceOptions<S>, 'settings'> & {
  /** Read from the environment. */
  readonly settings: new () => S;
};

/**
 * The whole life of a service's process: settings from the environment, start, work until asked to stop, end.
 * Exit code 0 after an asked stop, 1 when it could not start, could not stop in time, or failed.
 */
export async function runService<S extends OperationsSettings>(options: RunOptions<S>): Promise<void> {
  const logger = JsonLogger.for(options.name, 'info', options.logDestination);
  const asked = stopRequested(process.env);
  endOnFault(logger);
  try {
    const settings = loadSettings(options.settings, process.env);
    const starting = startService({ ...options, settings });
    starting.catch(() => undefined);
    const first = await Promise.race([starting, asked]);
    if (typeof first !== 'string') logger.log({ msg: 'stopping', reason: await asked });
    endAfter(patienceMilliseconds, logger);
    await (await starting).stop();
    process.exit(0);
  } catch (error) {
    if (error instanceof SettingsInvalid) process.stderr.write(`${error.message}\n`);
    else logger.fatal(error);
    process.exit(1);
  }
}

/** A part that never closes must not keep the process: its supervisor would kill it without a word. */
function endAfter(milliseconds: number, logger: JsonLogger): void {
  setTimeout(() => {
    logger.fatal('did not stop in time');
    process.exit(1);
  }, milliseconds).unref();
}

/** After a fault that nobody caught, the state is unknown: say it and end. */
function endOnFault(logger: JsonLogger): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal(error);
      process.exit(1);
    });
  }
}
