import type { Contribution } from '../../config/aspnet/effective';
import type { Write } from '../../config/csharp/members';
import { displayed } from '../../config/csharp/operators';
import type { HostSetting } from '../../config/csharp/settings';
import { isUnknown, MAX_TICKS, type Value } from '../../config/csharp/value';
import { derived } from '../../derived';
import { nameOf } from '../../files/paths';
import type { Lifetime, Unknown } from '../../session/lifetime';
import { CODE, type CodeView } from '../../site/code/key';
import type { SiteView } from '../../site/site';
import { withoutKeys } from '../catalogue';
import type { Setting } from '../setting';
import type { ValueSource } from '../valueSource';
import { type EffectiveSetting, withoutDefault, worthOf } from '../worth';
import { isTakenAsIs, writtenInCode, writtenInJson } from './written';

/** Options of start-up code, as the host would have them. */
export const codeValues: ValueSource = {
  part: CODE.id,
  paths: (view, setting) => pathsIn(view).get(setting.path) ?? [],
  value({ view, setting, path }) {
    const option = view.part(CODE)?.options.get(path);
    return option ? worth(option, setting) : worthOf(withoutDefault(setting), path, undefined);
  },
};

function pathsIn(view: SiteView): ReadonlyMap<string, readonly string[]> {
  const code = view.part(CODE);
  return code ? derived(code, byBarePath) : new Map();
}

function byBarePath({ options }: CodeView): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const path of options.keys()) {
    const bare = withoutKeys(path);
    const known = paths.get(bare);
    if (known) known.push(path);
    else paths.set(bare, [path]);
  }
  return paths;
}

function worth(option: HostSetting, setting: Setting): EffectiveSetting {
  const { path, value, writes } = option;
  const history = writes.flatMap(contributions);
  const winner = history[history.length - 1];
  // What the framework itself writes is the default where it does: five minutes for the cookie of an external sign-in.
  const fallback = textOf(writes.length === 0 && !isUnknown(value) ? value : option.default);
  const own: Setting = typeof fallback === 'string' ? { ...setting, default: fallback } : withoutDefault(setting);
  const text = textOf(value);
  return {
    path,
    setting: own,
    literal: winner && typeof text === 'string' ? (winner.literal ?? text) : text,
    given: writes.length > 0,
    value: text,
    seconds: secondsOf(option, setting),
    winner,
    history,
  };
}

/** The line of code, and above it the line of configuration that the code reads. */
function contributions(write: Write): readonly Contribution[] {
  const { value, at } = write;
  const text = textOf(value);
  const inCode = typeof text === 'string' && !value.from ? writtenInCode(write, text) : undefined;
  const code: Contribution = {
    layer: nameOf(at.path),
    kind: 'code',
    file: at.path,
    span: { start: at.start, end: at.end },
    ...(typeof text === 'string' ? { literal: text } : { note: `not known: ${text.unknown}` }),
    ...(inCode && { written: inCode }),
  };
  const { from } = value;
  if (!from) return [code];
  const { place, literal, layer } = from;
  // What code makes of a number is not what stands there: another value cannot be written in its place.
  const inJson =
    /\.json$/i.test(place.path) && isTakenAsIs(value, unquoted(literal))
      ? writtenInJson(from, unquoted(literal))
      : undefined;
  return [
    code,
    {
      layer,
      kind: 'file',
      file: place.path,
      span: { start: place.start, end: place.end },
      literal: unquoted(literal),
      ...(inJson && { written: inJson }),
    },
  ];
}

function unquoted(literal: string): string {
  return /^".*"$/s.test(literal) ? literal.slice(1, -1) : literal;
}

function textOf(value: Value): string | Unknown {
  switch (value.kind) {
    case 'unknown':
      return { unknown: value.reason };
    case 'null':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'text':
    case 'whole':
    case 'real':
    case 'span':
    case 'enum':
      return displayed(value);
    default:
      return { unknown: 'the code gives it something that is no plain value' };
  }
}

/** `Timeout.InfiniteTimeSpan` switches these off; anywhere else it is one millisecond before now. */
const INFINITE_IS_NEVER =
  /\.(?:IOTimeout|KeepAliveTimeout|RequestHeadersTimeout|BackchannelTimeout|ShutdownTimeout|JSInteropDefaultCallTimeout)$/;
const INFINITE = -10_000n;

function secondsOf({ path, value, model }: HostSetting, setting: Setting): Lifetime | undefined {
  const duration = model.type === 'span' || (setting.literal.kind === 'integer' && setting.literal.unit === 'seconds');
  if (!duration || value.kind === 'null') return undefined;
  if (isUnknown(value)) return { unknown: value.reason };
  if (value.kind === 'whole') return Number(value.value);
  if (value.kind !== 'span') return undefined;
  if (value.ticks === MAX_TICKS || (value.ticks === INFINITE && INFINITE_IS_NEVER.test(path))) return null;
  return Number(value.ticks) / 10_000_000;
}
