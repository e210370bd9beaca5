import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { checkReadingsRecorded } from '../readings/check-readings-recorded.js';
import { ReadingsRecordedV1 } from '../readings/readings-recorded.v1.js';
import type { AnyEventType } from './known-event-types.js';

/** Path of the first field that is wrong, or undefined. Never a value: the path may go into logs and headers. */
export function checkEventData(eventType: AnyEventType, data: unknown): string | undefined {
  if (!isObject(data)) return '$';
  if (eventType.contract === ReadingsRecordedV1) return checkReadingsRecorded(data);
  return firstWrong(eventType, data);
}

/** The same, and takes the nulls out: on the wire absent and null both mean "not known". */
export function acceptEventData(eventType: AnyEventType, data: unknown): string | undefined {
  if (!isObject(data)) return '$';
  if (eventType.contract === ReadingsRecordedV1) return checkReadingsRecorded(data, drop);
  for (const name of Object.keys(data)) if (data[name] === null) drop(data, name);
  return firstWrong(eventType, data);
}

const isObject = (data: unknown): data is Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data);

function drop(owner: Record<string, unknown>, name: string): void {
  delete owner[name];
}

function firstWrong(eventType: AnyEventType, data: object): string | undefined {
  const instance: object = plainToInstance<object, object>(eventType.contract, data);
  const [first] = validateSync(instance, { forbidUnknownValues: true });
  return first === undefined ? undefined : pathOf(first);
}

function pathOf(error: ValidationError): string {
  const [child] = error.children ?? [];
  return child === undefined ? error.property : `${error.property}.${pathOf(child)}`;
}
