import { isIP } from 'node:net';
import { ValidateBy } from 'class-validator';

const day = /^\d{4}-\d{2}-\d{2}$/;

/** `2026-02-30` is not a day. */
export function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !day.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** IPv4 in four decimal parts (`010.0.0.1` is octal to some readers, so it is refused), or IPv6 without a zone. */
export function isIpLiteral(value: unknown): boolean {
  return typeof value === 'string' && isIP(value) !== 0 && !value.includes('%');
}

export function hasDecimals(value: unknown, decimals: number): boolean {
  return typeof value === 'number' && Number(value.toFixed(decimals)) === value;
}

export const IsDay = (): PropertyDecorator => ValidateBy({ name: 'isDay', validator: { validate: isDay } });

export const IsIpLiteral = (): PropertyDecorator =>
  ValidateBy({ name: 'isIpLiteral', validator: { validate: isIpLiteral } });

export const HasDecimals = (decimals: number): PropertyDecorator =>
  ValidateBy({
    name: 'hasDecimals',
    constraints: [decimals],
    validator: { validate: (value) => hasDecimals(value, decimals) },
  });
