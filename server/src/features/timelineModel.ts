import { clockSetOf } from '../clocks/ofSite';
import { keyOf, nameOf } from '../files/paths';
import { hashOf } from '../hash';
import type { Finding, Place } from '../rules/rule';
import { holdsIn } from '../rules/run';
import { type Model, SCHEMA } from '../session/model';
import { presetsOf } from '../session/presets';
import { linesOf, xmlOf } from '../site/parsed';
import type { Site, SiteView } from '../site/site';

export interface TimelineModel {
  readonly model: Model;
  /** Way back from the links in the model. */
  readonly places: Readonly<Record<string, Place>>;
}

/** What the timeline page is handed for a site in a variant. */
export function timelineModel(
  site: Site,
  variant: string | null,
  revision: number,
  findings: readonly Finding[] = [],
): TimelineModel {
  const view = site.view(variant);
  const { clocks, links, presets } = clockSetOf(view);
  const broken = breakOf(view);
  const model: Model = {
    ...EMPTY,
    revision,
    app: { name: site.name, stack: site.stack, environment: variant ?? '' },
    clocks,
    presets: [...presetsOf(clocks), ...presets],
    status: statusOf(view, broken),
    fixes: fixesOf(findings, variant),
    docKey: keyFor(site, variant),
  };
  return {
    model,
    places: { ...Object.fromEntries(links), ...(broken && { [STALE]: broken }) },
  };
}

/** There is no site. `message`: what was looked for, and where. */
export function emptyModel(revision: number, message: string): Model {
  return { ...EMPTY, revision, status: { kind: 'empty', message } };
}

/** What stands in for the model of a site that breaks the making of one. */
export function failedModel(site: Site, variant: string | null, revision: number): Model {
  return {
    ...EMPTY,
    revision,
    app: { name: site.name, stack: site.stack, environment: variant ?? '' },
    status: { kind: 'error', message: 'This timeline could not be worked out. The log says why.', lastGood: false },
    docKey: keyFor(site, variant),
  };
}

const EMPTY: Model = {
  schema: SCHEMA,
  revision: 0,
  app: { name: '', stack: 'framework', environment: '' },
  clocks: [],
  presets: [],
  status: { kind: 'ready' },
  fixes: [],
  locale: 'en',
  strings: {},
  trusted: true,
  docKey: '',
};

/** Tells sites of one name apart without giving their place away. */
function keyFor(site: Site, variant: string | null): string {
  return `${site.name}:${hashOf(keyOf(site.root))}:${variant ?? ''}`;
}

/** What can be mended in this variant: first fixes of findings that people should act on. */
function fixesOf(findings: readonly Finding[], variant: string | null): Model['fixes'] {
  const fixes = new Map<string, string>();
  for (const finding of findings) {
    const { rule, severity, fixes: offered } = finding;
    const [first] = offered ?? [];
    if (!first || (severity !== 'error' && severity !== 'warning')) continue;
    if (!holdsIn(finding, variant)) continue;
    fixes.set(rule, first.title);
  }
  return [...fixes].map(([id, title]) => ({ id, title }));
}

/** Where a file stops being readable while somebody types in it: the page says so and keeps its last good picture. */
function breakOf(view: SiteView): Place | undefined {
  const file = view.site.webConfig;
  const problem = file && xmlOf(file).problems.find(({ severity }) => severity === 'error');
  return file && problem && { file: file.path, span: { start: problem.start, end: problem.end } };
}

function statusOf(view: SiteView, broken: Place | undefined): Model['status'] {
  if (!broken) return { kind: 'ready' };
  const line = linesOf(view.site.webConfig!).positionAt(broken.span.start).line + 1;
  const message = `${nameOf(broken.file)} line ${line} cannot be read while you type.`;
  return { kind: 'stale', message, lastGood: false, link: STALE };
}

const STALE = 'stale';
