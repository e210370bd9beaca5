import { shifted } from '../../device-profiles/exact-decimal.js';
import type { ModelLayout, ModelPoint, RegisterType } from '@trackingbms/device-profiles';
import type { RawValue } from '../raw-value.js';
import { registersPer, registerValue } from './register-values.js';

/** What SunSpec writes where a point is not implemented; an enumeration or a bit field is unsigned. */
const notImplemented: Readonly<Partial<Record<RegisterType, number>>> = {
  u16: 0xffff,
  s16: -0x8000,
  u32: 0xffffffff,
  s32: -0x80000000,
};
const maxScaleFactor = 10;

/**
 * A point's value in the model's unit, null where the device says "not implemented" or leaves its scale unknown; a
 * list for a point of the repeating group; undefined when the model on the device is too short to have it.
 */
export function pointValue(layout: ModelLayout, name: string, registers: Uint16Array): RawValue | undefined {
  const fixed = layout.points[name];
  if (fixed) return scaled(layout, fixed, registers, 0);
  const point = layout.repeat?.points[name];
  if (!point || !layout.repeat) return undefined;
  const { offset, length } = layout.repeat;
  const values = Array.from({ length: groupCount(layout, registers) }, (_, group) =>
    scaled(layout, point, registers, offset + group * length),
  );
  return values.map((value) => value ?? null);
}

/** Never more groups than the model is long. */
function groupCount(layout: ModelLayout, registers: Uint16Array): number {
  const { repeat } = layout;
  const counter = repeat && layout.points[repeat.count];
  const said = counter ? (unscaled(counter, registers, 0) ?? 0) : 0;
  const room = repeat ? Math.floor((registers.length - repeat.offset) / repeat.length) : 0;
  return Math.max(0, Math.min(said, room));
}

function unscaled(point: ModelPoint, registers: Uint16Array, start: number): number | null | undefined {
  const first = start + point.offset;
  const count = registersPer(point.type);
  if (first + count > registers.length) return undefined;
  const value = registerValue(registers.subarray(first, first + count), point.type);
  return value === notImplemented[point.type] ? null : value;
}

function scaled(
  layout: ModelLayout,
  point: ModelPoint,
  registers: Uint16Array,
  start: number,
): number | null | undefined {
  const value = unscaled(point, registers, start);
  if (value === null || value === undefined || point.scaleFactor === undefined) return value;
  const factor = layout.points[point.scaleFactor];
  const power = factor && unscaled(factor, registers, 0);
  return typeof power === 'number' && Math.abs(power) <= maxScaleFactor ? shifted(value, power) : null;
}
