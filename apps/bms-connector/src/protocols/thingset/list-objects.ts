import type { DeviceObject } from '../battery-driver.js';
import { rawValueOf } from './object-values.js';
import { notFound, ThingSetRefusal } from './thingset-status.js';

/** Answers what is at a path (none: the root); rejects with a `ThingSetRefusal` when the node refuses. */
export type AskPath = (path: string) => Promise<unknown>;

/** A node that names itself inside itself must not be asked for ever. */
const mostRequests = 60;
const deepest = 4;

/**
 * What a node has, group after group, as its own answers name it: so nothing of a firmware's names has to be known. A
 * group inside a group is answered as null (ThingSet 0.5 and 0.6, functions), as is a value that is not known, so each
 * null is asked for by itself; a gateway may answer the names alone.
 */
export async function listObjects(ask: AskPath): Promise<readonly DeviceObject[]> {
  const objects: DeviceObject[] = [];
  const waiting = [''];
  for (let requests = 0; requests < mostRequests; requests += 1) {
    const path = waiting.shift();
    if (path === undefined) break;
    for (const item of itemsOf(path, await answerAt(path, ask))) {
      if (mayBeGroup(item, path)) waiting.push(item.path);
      else objects.push(item);
    }
  }
  return objects;
}

/** What a path itself answered is no group, whatever it is. */
const mayBeGroup = ({ path, value }: DeviceObject, asked: string): boolean =>
  value === null && path !== asked && path.split('/').length < deepest;

/** A group that is named and then refused is shown like a value that is not known. */
async function answerAt(path: string, ask: AskPath): Promise<unknown> {
  try {
    return await ask(path);
  } catch (error) {
    if (path !== '' && error instanceof ThingSetRefusal && error.status === notFound) return null;
    throw error;
  }
}

/** The items of a group, or the one value that the path has. */
function itemsOf(path: string, answer: unknown): readonly DeviceObject[] {
  const inside = (name: string): string => (path === '' ? name : `${path}/${name}`);
  if (Array.isArray(answer) && path === '') {
    return answer.filter(isText).map((name) => ({ path: inside(name), value: null }));
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    return [{ path, value: rawValueOf(answer) ?? null }];
  }
  return Object.entries(answer).map(([name, value]) => ({
    path: inside(name),
    value: rawValueOf(value) ?? null,
  }));
}

const isText = (value: unknown): value is string => typeof value === 'string';
