import { answerProblem } from './serial-answer-names.js';
import type {
  DeviceProfile,
  FieldSource,
  ModelLayout,
  ModelPointSource,
  ProfileField,
  ProfileProtocol,
} from './device-profile.js';
import type { WrongField } from './device-profile-invalid.errors.js';
import { orderProblems, registerProblem } from './register-problems.js';
import { dbcProblems } from './dbc-problems.js';
import { pointerProblem, pushProblems } from './push-problems.js';

const lists = ['cellVoltages', 'temperatures'];
const switches = ['balancingActive', 'chargingEnabled', 'dischargingEnabled'];

/** What a JSON Schema cannot say: that the parts of a profile fit together. */
export function incoherences(profile: DeviceProfile): readonly WrongField[] {
  return [
    ...Object.entries(profile.fields).flatMap(([name, field]) => fieldProblems(profile, name, field)),
    ...(profile.bitFields ?? []).flatMap((field, index) =>
      sourceProblems(profile, `/bitFields/${index}/from`, field.from),
    ),
    ...sourceProblems(profile, '/currentSign/infer/from', profile.currentSign.infer?.from ?? []),
    ...Object.entries(profile.models ?? {}).flatMap(([id, layout]) =>
      layoutProblems(`/models/${id}`, layout),
    ),
    ...dbcProblems(profile),
    ...recognitionProblems(profile),
    ...pushProblems(profile),
  ];
}

function recognitionProblems(profile: DeviceProfile): WrongField[] {
  const { ports = {}, expect = [] } = profile.detect ?? {};
  const unknown = Object.keys(ports).filter((transport) => !profile.transports.includes(transport));
  return [
    ...unknown.map((name) => ({ path: `/detect/ports/${name}`, problem: 'is no transport of this profile' })),
    ...expect.flatMap(({ from }, index) =>
      from ? sourceProblems(profile, `/detect/expect/${index}/from`, [from]) : [],
    ),
  ];
}

function fieldProblems(profile: DeviceProfile, name: string, field: ProfileField): WrongField[] {
  const path = `/fields/${name}`;
  const problems = [
    ...sourceProblems(profile, `${path}/from`, field.from),
    ...sourceProblems(profile, `${path}/percentOf`, field.percentOf ?? []),
    ...valueProblems(path, name, field),
  ];
  if (field.reduce && lists.includes(name))
    problems.push({ path: `${path}/reduce`, problem: 'makes no list' });
  return problems;
}

function valueProblems(path: string, name: string, field: ProfileField): WrongField[] {
  const hasMeanings = field.values !== undefined || field.nonZero !== undefined;
  if (hasMeanings && !switches.includes(name) && name !== 'operationMode') {
    return [{ path, problem: 'is a number: it takes no values' }];
  }
  return Object.entries(field.values ?? {})
    .filter(([, meaning]) => (typeof meaning === 'boolean') === (name === 'operationMode'))
    .map(([raw]) => ({ path: `${path}/values/${raw}`, problem: 'is not a value of this field' }));
}

function sourceProblems(profile: DeviceProfile, path: string, sources: readonly FieldSource[]): WrongField[] {
  return sources.flatMap((source, index) => {
    const problem = sourceProblem(profile, source);
    return problem === undefined ? [] : [{ path: `${path}/${index}`, problem }];
  });
}

function sourceProblem(profile: DeviceProfile, source: FieldSource): string | undefined {
  const wanted = protocolOf(source);
  if (profile.protocol !== wanted) return `is a source of ${wanted}, not of ${profile.protocol}`;
  if ('table' in source) return registerProblem(source, profile.registers);
  if ('answer' in source) return answerProblem(profile, source);
  if ('pointer' in source) return pointerProblem(source);
  return 'model' in source ? pointProblem(profile, source) : undefined;
}

function protocolOf(source: FieldSource): ProfileProtocol {
  if ('path' in source) return 'thingset';
  if ('answer' in source) return 'serial';
  if ('pointer' in source) return 'push';
  return 'signal' in source ? 'canbus' : 'modbus';
}

function pointProblem({ models }: DeviceProfile, { model, point }: ModelPointSource): string | undefined {
  const layout = models?.[model];
  const known = layout?.points[point] ?? layout?.repeat?.points[point];
  return known ? undefined : 'is no point laid out under models';
}

function layoutProblems(path: string, layout: ModelLayout): WrongField[] {
  const points = [
    ...Object.entries(layout.points).map(([name, point]) => ({ at: `${path}/points/${name}`, point })),
    ...Object.entries(layout.repeat?.points ?? {}).map(([name, point]) => ({
      at: `${path}/repeat/points/${name}`,
      point,
    })),
  ];
  const problems = points
    .filter(({ point }) => point.scaleFactor !== undefined && !layout.points[point.scaleFactor])
    .map(({ at }) => ({ path: `${at}/scaleFactor`, problem: 'is no point of the model' }))
    .concat(orderProblems(path, layout));
  const counted = layout.repeat === undefined || layout.points[layout.repeat.count];
  return counted
    ? problems
    : [...problems, { path: `${path}/repeat/count`, problem: 'is no point of the model' }];
}
