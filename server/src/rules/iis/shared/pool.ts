import { runsManagedCode } from '../../../clocks/framework';
import { elementsAt, tagOf } from '../../../config/aspnet/source';
import type { IisConfiguration, Pool } from '../../../config/iis/applicationHost';
import { keyOf } from '../../../files/paths';
import { getOrInsertComputed } from '../../../maps';
import { isUnknown, type Lifetime } from '../../../session/lifetime';
import { humanDuration } from '../../../settings/human';
import { nativeText } from '../../../settings/literal';
import { type EffectiveSetting, effective } from '../../../settings/worth';
import type { ParsedFile } from '../../../site/parsed';
import type { Site } from '../../../site/site';
import { attributeText } from '../../../syntax/xml/escape';
import { attributeOf, childElements } from '../../../syntax/xml/navigate';
import type { XmlElement } from '../../../syntax/xml/tree';
import { elementAt, insertAttribute, insertChild, nameOf, nestedElements, replaceValue } from '../../edits';
import { isServedByCore } from '../../hosting';
import type { Edit, Place, RuleInput } from '../../rule';

const POOL = 'system.applicationHost/applicationPools/add';

/** An application pool that runs something, and the session data that lives and dies with its worker process. */
export interface PoolInUse {
  readonly pool: Pool;
  /** Whose data it is, to follow "of": `the application "Shop"`. */
  readonly whose: string;
  /** Seconds; undefined when no session data is kept in the process. */
  readonly data: Lifetime | undefined;
  /** Did a web.config say how long, or is it ASP.NET's default? */
  readonly given: boolean;
}

/** The session timeout when no web.config says another. */
const DEFAULT_SESSION = 20 * 60;

/**
 * The pools of a site: its own when an applicationHost.config names it; for a server whose sites are elsewhere, every
 * pool that runs an application of .NET Framework, each beside ASP.NET's default session.
 */
export function poolsInUse(input: RuleInput): readonly PoolInUse[] {
  const { pool, site } = input.view;
  if (!site.webConfig) return site.iis ? poolsOfServer(site.iis) : [];
  if (isUnknown(pool)) return [];
  const data = dataInWorker(input);
  const given = input.settings.get(sessionSetting(input)).given;
  return [{ pool: pool.pool, whose: `the application "${pool.site.name}"`, data, given }];
}

/** How long session data lives that a stop of the process destroys; undefined when none is kept there. */
function dataInWorker(input: RuleInput): Lifetime | undefined {
  if (!isCore(input)) return dataInProcess(input);
  return input.clocks.find(({ decides, livesIn }) => decides === 'data' && livesIn === 'worker')?.length;
}

/** The same of .NET Framework's session state alone. */
export function dataInProcess(input: RuleInput): Lifetime | undefined {
  const { settings, view } = input;
  if (isCore(input) || !runsManagedCode(view)) return undefined;
  if (settings.get('system.web/sessionState/@mode').value !== 'InProc') return undefined;
  return settings.get('system.web/sessionState/@timeout').seconds;
}

/** The setting that says how long session data lasts: ASP.NET Core reads nothing of system.web. */
export function sessionSetting(input: RuleInput): string {
  return isCore(input) ? 'SessionOptions.IdleTimeout' : 'system.web/sessionState/@timeout';
}

function isCore(input: RuleInput): boolean {
  const { stack } = input.view.site;
  return stack === 'core' || stack === 'identityserver' || isServedByCore(input);
}

const byServer = new WeakMap<IisConfiguration, readonly PoolInUse[]>();

function poolsOfServer(iis: IisConfiguration): readonly PoolInUse[] {
  return getOrInsertComputed(byServer, iis, () => findPools(iis));
}

function findPools(iis: IisConfiguration): PoolInUse[] {
  const users = new Map<string, string>();
  for (const name of iis.siteNames()) {
    for (const application of iis.site(name)?.applications ?? []) {
      const pool = application.value('@applicationPool')?.literal;
      if (typeof pool === 'string' && !users.has(pool.toLowerCase())) users.set(pool.toLowerCase(), name);
    }
  }
  const used: PoolInUse[] = [];
  for (const name of iis.poolNames()) {
    const user = users.get(name.toLowerCase());
    const pool = iis.pool(name);
    // Without a version of .NET no ASP.NET runs in it, and no session of its.
    if (user === undefined || !pool || pool.value('@managedRuntimeVersion')?.literal === '') continue;
    used.push({ pool, whose: `the site "${user}"`, data: DEFAULT_SESSION, given: false });
  }
  return used;
}

/** `processModel/@idleTimeout` of a pool, with the default of IIS. */
export function poolSetting(pool: Pool, inside: string): EffectiveSetting {
  return effective(`${POOL}/${inside}`, pool.value(inside));
}

/** Where the pool's value stands; the pool itself when neither it nor the defaults say one. */
export function placeInPool(site: Site, pool: Pool, inside: string): Place | undefined {
  const { winner } = poolSetting(pool, inside);
  if (winner) return { file: winner.file, span: winner.span };
  const own = elementOfPool(site, pool);
  return own && nameOf(own.file, own.element);
}

/** The element that holds all pools of a server. */
export function placeOfPools(site: Site): Place | undefined {
  const { root } = site.iis?.source ?? {};
  const pools = root && elementsAt(root, 'system.applicationHost/applicationPools')[0];
  return pools && tagOf(pools);
}

/** Edits that set a value on the pool itself, never on the defaults that other pools share. */
export function setPoolSetting(site: Site, pool: Pool, inside: string, literal: string): Edit[] | undefined {
  const own = elementOfPool(site, pool);
  if (!own) return undefined;
  const { winner } = poolSetting(pool, inside);
  const { start, end } = own.element;
  if (winner && keyOf(winner.file) === keyOf(own.file.path) && winner.span.start > start && winner.span.end < end) {
    const edit = replaceValue(site, winner, literal);
    return edit && [edit];
  }
  const [attribute = '', ...names] = inside.split('/').reverse();
  return [insertInPool(own.file, own.element, names.reverse(), attribute.slice(1), literal)];
}

function insertInPool(
  file: ParsedFile,
  pool: XmlElement,
  path: readonly string[],
  attribute: string,
  literal: string,
): Edit {
  let holder = pool;
  const names = [...path];
  while (names.length > 0) {
    const next = childElements(holder, names[0])[0];
    if (!next) break;
    holder = next;
    names.shift();
  }
  if (names.length === 0) return insertAttribute(file, holder, attribute, literal);
  return insertChild(file, holder, (indent, step) =>
    nestedElements(names, attributeText(attribute, literal), indent, step),
  );
}

const TIME = 'recycling/periodicRestart/@time';

/** Edits that leave a pool without a schedule with one, and no regular interval beside it. */
export function scheduleOnly(site: Site, pool: Pool, at: string): Edit[] | undefined {
  const own = elementOfPool(site, pool);
  if (!own) return undefined;
  const [recycling] = childElements(own.element, 'recycling');
  const restart = recycling && childElements(recycling, 'periodicRestart')[0];
  if (restart) {
    const off = setPoolSetting(site, pool, TIME, '00:00:00');
    const add = attributeText('value', at);
    const [schedule] = childElements(restart, 'schedule');
    const entry = insertChild(own.file, schedule ?? restart, (indent, step) =>
      nestedElements(schedule ? ['add'] : ['schedule', 'add'], add, indent, step),
    );
    return off && [...off, entry];
  }
  const names = recycling ? [] : ['recycling'];
  const made = insertChild(own.file, recycling ?? own.element, (indent, step) => {
    const [first = '', ...rest] = nestedElements(
      [...names, 'periodicRestart', 'schedule', 'add'],
      attributeText('value', at),
      indent,
      step,
    );
    const line = names.length;
    const lines = [first, ...rest];
    lines[line] = lines[line]!.replace('>', `${attributeText('time', '00:00:00')}>`);
    return lines;
  });
  return [made];
}

/** What an interval does to the hour of the recycle. */
export function driftOf(seconds: number): string {
  if (seconds < 86_400) return 'at any hour of the day';
  return seconds % 86_400 === 0
    ? 'at whatever hour the process was started'
    : `${humanDuration(seconds % 86_400)} later each time`;
}

/** Is an idle time (0 and `null` are never) shorter than what it should outlive? */
export function stopsBefore(idle: Lifetime | undefined, seconds: number): idle is number {
  return typeof idle === 'number' && idle > 0 && idle < seconds;
}

/** The idle time of a pool as IIS writes it: whole minutes, at most 30 days, and never beyond. */
export function idleLiteral(seconds: number): string {
  return seconds > 30 * 24 * 3600 ? '00:00:00' : nativeText(Math.ceil(seconds / 60) * 60);
}

function elementOfPool(site: Site, pool: Pool): { file: ParsedFile; element: XmlElement } | undefined {
  const origin = pool.element.origins[0]!;
  const file = site.sources.get(keyOf(origin.file));
  const element = file && elementAt(file, origin.start);
  return file && element && attributeOf(element, 'name')?.value === pool.name ? { file, element } : undefined;
}
