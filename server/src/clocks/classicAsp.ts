import type { Clock } from '../session/clocks';
import type { SettingsReader } from '../settings/reader';
import { ASPNET } from '../site/aspnet/key';
import type { SiteView } from '../site/site';
import { lifetimeOf } from './lifetimeOf';
import type { ClockInput, ClockSource } from './source';

const SESSION = 'system.webServer/asp/session';

/**
 * Sessions of Classic ASP pages: a cookie, a clock and data of their own, always in the memory of the worker process,
 * beside those of ASP.NET or without any.
 */
export const classicAsp: ClockSource = {
  id: 'classicAsp',
  claims: ({ view, settings }) => isSet(settings) || hasPages(view),
  clocks: (input, below) => {
    const first = below.findIndex(({ role }) => role === 'server');
    const at = first < 0 ? below.length : first;
    return [...below.slice(0, at), aspSession(input, below), ...below.slice(at)];
  },
};

function hasPages({ site }: SiteView): boolean {
  return (site.part(ASPNET)?.code ?? []).some(({ path }) => /\.asp$/i.test(path));
}

/** Whoever sets how long they live, or opens an ASP page for the folder, has them. */
function isSet(settings: SettingsReader): boolean {
  if (settings.get(`${SESSION}/@timeout`).given || settings.get(`${SESSION}/@allowSessionState`).given) return true;
  const pages = settings.element('system.webServer/defaultDocument/files')?.children ?? [];
  // IIS itself lists Default.asp for every site.
  return pages.some(({ attributes, origins }) => {
    const page = attributes.get('value')?.literal;
    return typeof page === 'string' && /\.asp$/i.test(page) && origins.some(({ kind }) => kind !== 'iis');
  });
}

function aspSession({ settings, cite }: ClockInput, below: readonly Clock[]): Clock {
  const timeout = settings.get(`${SESSION}/@timeout`);
  const allowed = settings.get(`${SESSION}/@allowSessionState`).value !== 'false';
  return {
    id: 'classicAspSession',
    role: 'data',
    name: 'ASP session',
    length: lifetimeOf(timeout),
    restart: { on: 'everyRequest' },
    pingRestarts: true,
    kills: [],
    uncertainty: 0,
    aliveAtEnd: true,
    livesIn: 'worker',
    ...(!below.some(({ decides }) => decides === 'data') && { decides: 'data' }),
    ...(!allowed && { inert: 'allowSessionState is false' }),
    sources: cite.setting(timeout),
    note: 'Of Classic ASP pages, started again by each of them; kept in the worker process: lost when it stops.',
  };
}
