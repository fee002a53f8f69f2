import type { Write } from '../../config/csharp/members';
import type { Source, Value } from '../../config/csharp/value';
import { parseTimeSpan } from '../../config/dotnet/timeSpan';
import type { Written } from '../../syntax/written';

/** An assignment in code, as far as another constant can take the place of what it assigns. */
export function writtenInCode({ value, at, expression }: Write, text: string): Written | undefined {
  if (!expression || expression.path !== at.path) return undefined;
  const valueSpan = { start: expression.start, end: expression.end };
  return {
    span: { start: at.start, end: at.end },
    valueSpan,
    value: text,
    replace: (next) => ({ span: valueSpan, text: codeFor(value, next) }),
  };
}

/** A property of a JSON file. */
export function writtenInJson({ place, property, literal }: Source, value: string): Written {
  const valueSpan = literal.startsWith('"')
    ? { start: place.start + 1, end: place.end - 1 }
    : { start: place.start, end: place.end };
  return {
    span: property ? { start: property.start, end: property.end } : { start: place.start, end: place.end },
    valueSpan,
    value,
    replace: (next) => ({ span: { start: place.start, end: place.end }, text: jsonFor(literal, next) }),
  };
}

/** Is the text itself the value, and not something that code makes another of? */
export function isTakenAsIs(value: Value, literal: string): boolean {
  switch (value.kind) {
    case 'span': {
      const read = parseTimeSpan(literal);
      return 'ticks' in read && read.ticks === value.ticks;
    }
    case 'whole':
      return literal === String(value.value);
    case 'bool':
      return literal.toLowerCase() === String(value.value);
    case 'text':
      return literal === value.value;
    case 'enum':
      return literal.toLowerCase() === value.name?.toLowerCase();
    default:
      return false;
  }
}

/** A number or a boolean stays one; everything else is a text. */
function jsonFor(before: string, next: string): string {
  if (!before.startsWith('"') && /^(?:-?\d+(?:\.\d+)?|true|false|null)$/.test(next)) return next;
  return JSON.stringify(next);
}

const UNITS = [
  ['Days', 864_000_000_000n],
  ['Hours', 36_000_000_000n],
  ['Minutes', 600_000_000n],
  ['Seconds', 10_000_000n],
] as const;

/** A constant of the kind that the value is of. */
function codeFor(before: Value, next: string): string {
  switch (before.kind) {
    case 'bool':
    case 'whole':
    case 'real':
      return next;
    case 'text':
      return JSON.stringify(next);
    case 'enum':
      return `${before.type.slice(before.type.lastIndexOf('.') + 1)}.${next}`;
  }
  if (next === 'true' || next === 'false' || next === 'null') return next;
  const read = parseTimeSpan(next);
  if (!('ticks' in read)) return next;
  if (read.ticks === 0n) return 'TimeSpan.Zero';
  const unit = UNITS.find(([, ticks]) => read.ticks % ticks === 0n);
  return unit ? `TimeSpan.From${unit[0]}(${read.ticks / unit[1]})` : `TimeSpan.Parse(${JSON.stringify(next)})`;
}
