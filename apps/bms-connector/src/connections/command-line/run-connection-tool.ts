import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadProfileCheck, type ReadBeside } from '@trackingbms/device-profiles';
import { ProblemError, type Language } from '@trackingbms/service-kit';
import { loadPollRules } from '../../fleet-view/load-poll-rules.js';
import { LinkLanes } from '../../polling/link-lanes.js';
import { LinkTurns } from '../../polling/link-turns.js';
import { OpenLinks } from '../../polling/open-links.js';
import type { TestConnectionRequest } from '../connection-requests.js';
import { profileRefused } from '../connections.errors.js';
import { detectDevice } from '../detection/detect-device.js';
import { toDetectAnswer } from '../detection/detection-answer.js';
import { profileOnTrial } from '../profile-on-trial.js';
import { testConnection, type DeviceReach } from '../test-connection.js';
import { toTrialAnswer } from '../trial-answer.js';
import { languageOf, numberOf, readArguments, textOf, type ToolArguments } from './tool-arguments.js';
import { detectionLines, problemLines, trialLines } from './tool-output.js';
import { labels, noRanges, usage } from './tool-texts.js';

export const exitCodes = { good: 0, notRead: 1, wrong: 2, notAllowed: 3 } as const;

export interface ToolOutput {
  out(text: string): void;
  err(text: string): void;
}

interface Run {
  readonly args: ToolArguments;
  readonly language: Language;
  readonly environment: NodeJS.ProcessEnv;
  readonly output: ToolOutput;
}

/** The whole command; answers the exit code. */
export async function runConnectionTool(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  output: ToolOutput,
): Promise<number> {
  const fallback = languageOf(undefined, environment);
  try {
    const args = readArguments(argv);
    const language = languageOf(textOf(args, 'lang'), environment);
    return await command({ args, language, environment, output }).catch((error: unknown) =>
      refused(error, language, output),
    );
  } catch (error) {
    output.err(`${(error as Error).message}\n${usage[fallback]}`);
    return exitCodes.wrong;
  }
}

function command(run: Run): Promise<number> {
  const [verb, noun, file] = run.args.words;
  if (verb === 'test') return test(run);
  if (verb === 'detect' && textOf(run.args, 'address') !== undefined) return detect(run);
  if (verb === 'profile' && noun === 'check' && file !== undefined) return checkProfile(run, file);
  run.output.err(usage[run.language]);
  return Promise.resolve(run.args.values.help ? exitCodes.good : exitCodes.wrong);
}

function refused(error: unknown, language: Language, output: ToolOutput): number {
  if (!(error instanceof ProblemError)) throw error;
  output.err(problemLines(error, language));
  return error.code === 'CONNECTION.ADDRESS_NOT_ALLOWED' ? exitCodes.notAllowed : exitCodes.wrong;
}

async function test(run: Run): Promise<number> {
  const { args, language, output } = run;
  const { request, readBeside } = requestOf(args);
  const reach = { ...(await reachOf(run)), readBeside };
  const answer = toTrialAnswer(await testConnection(request, numberOf(args, 'client'), reach), language);
  output.out(args.values.json ? JSON.stringify(answer, null, 2) : trialLines(answer, language));
  return answer.ok ? exitCodes.good : exitCodes.notRead;
}

async function detect(run: Run): Promise<number> {
  const { args, language, output } = run;
  const question = {
    address: textOf(args, 'address') ?? '',
    ports: textOf(args, 'ports')?.split(',').map(Number).filter(isPort),
    tenantId: numberOf(args, 'client'),
  };
  const detected = await detectDevice(question, {
    ...(await reachOf(run)),
    onProbe: ({ probe, outcome }) =>
      output.err(`${probe.port} ${probe.mode ?? probe.transport} ${probe.profile.profile}: ${outcome.type}`),
  });
  const answer = toDetectAnswer(detected, language);
  output.out(args.values.json ? JSON.stringify(answer, null, 2) : detectionLines(answer, language));
  return answer.proposals.length > 0 ? exitCodes.good : exitCodes.notRead;
}

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;

async function checkProfile({ language, output }: Run, file: string): Promise<number> {
  if (!existsSync(file)) {
    output.err(`${labels.unreadable[language]}: ${file}`);
    return exitCodes.wrong;
  }
  const found = profileOnTrial(readFileSync(file, 'utf8'), await loadProfileCheck(), besides(file));
  if ('wrong' in found) throw profileRefused(found.wrong);
  output.out(`${labels.right[language]}: ${found.profile.profile}@${found.profile.version}`);
  return exitCodes.good;
}

/** Deny by default, as in the service: without ranges nothing is reached. */
async function reachOf({ environment, language, output }: Run): Promise<DeviceReach> {
  const ranges = (environment['ALLOWED_DEVICE_RANGES'] ?? '').split(',').map((range) => range.trim());
  const rules = await loadPollRules(
    {
      ALLOWED_DEVICE_RANGES: ranges.filter((range) => range !== ''),
      DEVICE_PROFILES_DIRECTORY: environment['DEVICE_PROFILES_DIRECTORY'],
    },
    { onSite: false, sharesDevices: false },
  );
  if (rules.ranges.isEmpty) output.err(noRanges[language]);
  const turns = new LinkTurns(new OpenLinks(), new LinkLanes(8));
  return { rules, turns, checkProfile: await loadProfileCheck() };
}

/** The name is checked to be one, and no path. */
const besides =
  (file: string): ReadBeside =>
  (name) => {
    const path = join(dirname(file), name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };

interface ToolRequest {
  readonly request: TestConnectionRequest;
  readonly readBeside?: ReadBeside;
}

function requestOf(args: ToolArguments): ToolRequest {
  const named = textOf(args, 'profile');
  const file = named !== undefined && /\.ya?ml$/.test(named) ? named : undefined;
  const request = {
    bmsIpAddress: textOf(args, 'address') ?? '127.0.0.1',
    bmsPort: numberOf(args, 'port'),
    bmsProtocol: textOf(args, 'protocol') as TestConnectionRequest['bmsProtocol'],
    bmsConfig: configOf(args, file === undefined ? named : undefined),
    listObjects: args.values.objects === true,
  };
  if (file === undefined) return { request };
  return { request: { ...request, profileText: readFileSync(file, 'utf8') }, readBeside: besides(file) };
}

function configOf(args: ToolArguments, profile: string | undefined): Record<string, unknown> {
  const serialDevice = textOf(args, 'serial-device');
  return withoutUndefined({
    ...(JSON.parse(textOf(args, 'config') ?? '{}') as object),
    ...{ profile, serialDevice },
    transport: textOf(args, 'transport') ?? (serialDevice === undefined ? undefined : 'serial'),
    ...{ unitId: numberOf(args, 'unit'), nodeId: textOf(args, 'node'), mode: textOf(args, 'mode') },
    ...{ baudRate: numberOf(args, 'baud-rate'), timeoutMilliseconds: numberOf(args, 'timeout') },
  });
}

const withoutUndefined = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
