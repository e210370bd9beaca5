import { mkdir } from 'node:fs/promises';
import { report } from './console/progress.js';
import { StackError } from './console/stack.errors.js';
import { startDemo, type Demo } from './demo/demo.js';
import { introduction } from './demo/introduction.js';
import { stateFolder } from './folders.js';
import { lockInstance } from './stack/instance-lock.js';
import { LocalStack } from './stack/local-stack.js';
import { parseStartOptions } from './stack/start-options.js';

/** What is running now, in the order in which it has to end. */
const running: { demo?: Demo; stack?: LocalStack; unlock?: () => Promise<void>; ending?: Promise<void> } = {};

function end(exitCode: number): Promise<void> {
  running.ending ??= (async () => {
    if (running.stack) report({ fr: 'Arrêt : services et serveurs…', en: 'Stopping: services and servers…' });
    await running.demo?.fleet.stop();
    await running.stack?.stop();
    await running.unlock?.();
    process.exit(exitCode);
  })();
  return running.ending;
}

function fail(error: unknown): Promise<void> {
  console.error(error instanceof StackError ? `\n${error.message}` : error);
  return end(1);
}

async function start(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2));
  await mkdir(stateFolder, { recursive: true, mode: 0o700 });
  running.unlock = await lockInstance(stateFolder);
  running.stack = await LocalStack.start({ folder: stateFolder, onFailure: (error) => void fail(error) });
  running.demo = await startDemo(running.stack.doors, stateFolder, options);
  console.log(introduction(running.demo, running.stack.gatewayUrl));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
process.on('exit', () => {
  running.demo?.fleet.killNow();
  running.stack?.killNow();
});
start().catch(fail);
