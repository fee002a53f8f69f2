/**
 * A length of time as a person says it: `30 days`, `29 h`, `1 min 30 s`; exact, every part that is not zero. Hours
 * stay hours up to two days, unless they are whole days. `null` is `never`.
 */
export function humanDuration(seconds: number | null): string {
  if (seconds === null) return 'never';
  if (seconds === 0) return '0 s';
  const sign = seconds < 0 ? '-' : '';
  let rest = Math.abs(seconds);
  const parts: string[] = [];
  if (rest >= 172_800 || rest % 86_400 === 0) {
    const days = Math.floor(rest / 86_400);
    parts.push(days === 1 ? '1 day' : `${days} days`);
    rest -= days * 86_400;
  }
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${name}`);
    rest -= count * size;
  }
  if (rest > 0) parts.push(`${Number(rest.toFixed(3))} s`);
  return sign + parts.join(' ');
}

const UNITS = [
  ['h', 3600],
  ['min', 60],
] as const;
