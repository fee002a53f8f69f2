/**
 * Character classes of XML names as System.Xml has them (XML 1.0, third edition). Both engines must agree on which
 * names are names, so the ranges above ASCII were read out of `XmlConvert.IsStartNCNameChar` and `IsNCNameChar`:
 * base-36 steps, each `gap` or `gap.length - 1`, the gap counted from the end of the range before.
 */
const START =
  '1s.m 2.u 2.1l 3.a 3.7 2.1g 2.1v a.z 4.1 5.t 1l.2g j.6 5h 2.2 2 2.j 2.17 2.6 4 2 2 2 2.h e.b 2.1t 2.b ' +
  '2.z f.1g 3.1 3.1 4.r 3.7 3.1 1k.11 3 8.11 22.q 6.2 1b.p 7.9 13.1y 3.4 2.e 2.3 2 g.1 f3.1g 4 r.9 10.7 ' +
  '3.1 3.l 2.6 2 4.3 z.1 2.2 f.1 k.5 5.1 3.l 2.6 2.1 2.1 2.1 w.3 2 k.2 h.6 2 2.2 2.l 2.6 2.1 2.4 4 z ' +
  '11.7 3.1 3.l 2.6 2.1 3.3 4 v.1 2.2 10.5 4.2 2.3 4.1 2 2.1 4.1 4.2 4.7 2.2 24.7 2.2 2.m 2.9 2.4 13.1 ' +
  '10.7 2.2 2.m 2.9 2.4 11 2.1 10.7 2.2 2.m 2.f 13.1 4g.19 2 2.1 d.5 1o.1 2 3.1 2 3 7.3 2.6 2.2 2 2 3.1 ' +
  '2.1 2 2.1 a 3.4 3g.7 2.w 8n.11 b.12 a 2.1 2.2 2 2.1 2.4 16 2 2 c 2 2 4.1 4 6.2 2 2 2 2 4.1 4.1 2 15 ' +
  'a 3 3.1 8.1 2 2.6 15 5 9 2dj.4b 5.2h 7.l 3.5 3.11 3.5 3.7 2 2 2 2.u 3.1g 2.6 2 4.2 2.6 4.3 3.5 5.c ' +
  '6.2 2.6 8a 4.1 3 2a.2 2v9 q.8 o.2b d.2h b.13 5p0.g4l 2fv.8mb';
const INSIDE =
  '1j ex.1 1b.1x r.1 12 70.3 7f.g 2.m 2.2 2 2.1 2 3g b.7 e.9 7 2u.e 3.1 2.3 3.9 eg.2 1l 2.f 4.3 e.1 3.9 ' +
  'i.2 1l 2.6 3.1 3.2 a b.1 3.9 j 1m 2.4 5.1 3.2 p.b g.2 1l 2.7 2.2 2.2 p.9 i.2 1l 2.5 4.1 3.2 9.1 f.9 ' +
  'j.1 1n.4 4.2 2.3 a g.8 i.2 1n.6 2.2 2.3 8.1 g.9 j.1 1n.6 2.2 2.3 8.1 g.9 j.1 1n.5 3.2 2.3 a f.9 5e ' +
  '3.6 c.8 2.9 2g 3.5 2.1 a 2.5 3.9 1r.1 7.9 c 2 2 5.1 1e.j 2.5 5.5 2 2.k 4.6 2 3dj.c 5 2zo 11.5 2.4 ' +
  '2s.1 3.1 2m.2';

const NAME = 1;
const NAME_START = 2;

let classes: Uint8Array | undefined;

function classOf(code: number): number {
  classes ??= buildClasses();
  return classes[code]!;
}

function buildClasses(): Uint8Array {
  const table = new Uint8Array(0x10000);
  mark(table, START, NAME | NAME_START);
  mark(table, INSIDE, NAME);
  return table;
}

function mark(table: Uint8Array, steps: string, value: number): void {
  let at = 0x80;
  for (const step of steps.split(' ')) {
    const [gap, length = '0'] = step.split('.');
    at += Number.parseInt(gap!, 36);
    const end = at + Number.parseInt(length, 36);
    table.fill(value, at, end + 1);
    at = end;
  }
}

/** May a name without colon begin with this UTF-16 unit? NaN (past the end of a text) may not. */
export function isNameStart(code: number): boolean {
  if (code < 0x80) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  return code >= 0x80 && (classOf(code) & NAME_START) !== 0;
}

/** May a name without colon contain this UTF-16 unit? */
export function isNameCharacter(code: number): boolean {
  if (code < 0x80) return isNameStart(code) || (code >= 48 && code <= 57) || code === 45 || code === 46;
  return code >= 0x80 && (classOf(code) & NAME) !== 0;
}

/** Blank, tab, carriage return, line feed. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** A character XML 1.0 allows, surrogates left aside. */
export function isCharacter(code: number): boolean {
  return code >= 32 ? code < 0xd800 || (code >= 0xe000 && code <= 0xfffd) : isSpace(code) && code !== 32;
}

export function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

export function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
