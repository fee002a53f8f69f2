import type { Contribution } from '../config/aspnet/effective';
import { keyOf } from '../files/paths';
import { isUnknown } from '../session/lifetime';
import { humanDuration } from '../settings/human';
import { type EffectiveSetting, settingsOf } from '../settings/reader';
import { configuredBelow } from '../site/locations';
import type { Site } from '../site/site';
import { type Arguments, oneOf, UsageError } from './arguments';
import { type Opened, openPath, shown, variantsOf } from './open';
import { json, placeIn, type Streams, table } from './output';

/** Every setting of the catalogue with its effective value and who decided it (docs/command-line.md, `settings`). */
export async function listSettings(args: Arguments, cwd: string, streams: Streams): Promise<number> {
  const format = oneOf(args, 'format', ['text', 'json'], 'text');
  if (args.operands.length === 0) throw new UsageError('settings needs a PATH: a folder or a file.');
  const rows: ReturnType<typeof row>[] = [];
  for (const operand of args.operands) {
    const opened = await openPath(operand, args, cwd, streams);
    for (const { site, variants } of variantsOf(opened, args))
      for (const variant of variants) rows.push(...rowsOf(opened, site, variant));
  }
  if (format === 'json') streams.out(json({ schema: 1, settings: rows }));
  else streams.out(`${table(rows.filter((r) => r.origin.layer !== 'default').map(textOf))}\n`);
  return 0;
}

function rowsOf(opened: Opened, site: Site, variant: string | null) {
  const reader = settingsOf(site.view(variant));
  const rows: ReturnType<typeof row>[] = [];
  for (const effective of reader.all()) {
    // Settings of collections that nobody has entries of have no one value.
    if (effective.value === undefined && !effective.given) continue;
    rows.push(row(opened, site, variant, null, effective));
  }
  for (const location of configuredBelow(site.view(variant)))
    for (const effective of reader.at(location).all())
      if (saysMore(effective, reader.get(effective.path))) rows.push(row(opened, site, variant, location, effective));
  return rows;
}

/** Does some file say something here that it does not say of the whole application? */
function saysMore(below: EffectiveSetting, whole: EffectiveSetting): boolean {
  const known = new Set(whole.history.map(placeKey));
  return below.history.some((contribution) => !known.has(placeKey(contribution)));
}

function placeKey({ file, span }: Contribution): string {
  return `${keyOf(file)}:${span.start}`;
}

function row(opened: Opened, site: Site, variant: string | null, location: string | null, effective: EffectiveSetting) {
  const { setting, history, winner } = effective;
  const hide = (literal: string | undefined) => (setting.secret ? undefined : literal);
  const defaults = setting.default === undefined ? [] : [{ layer: 'default', literal: setting.default }];
  return {
    site: shown(opened, site.root),
    variant,
    location,
    path: effective.path,
    literal: setting.secret ? null : (effective.literal ?? null),
    ...(effective.seconds !== undefined && { seconds: effective.seconds }),
    value: setting.secret ? null : (effective.value ?? null),
    origin: winner
      ? { layer: layerOf(site, effective, winner), ...placeOf(opened, site, winner) }
      : { layer: 'default' },
    history: [
      ...defaults,
      ...history.map((c) => ({
        layer: layerOf(site, effective, c),
        ...placeOf(opened, site, c),
        ...(c.note && { note: c.note }),
        literal: hide(c.literal) ?? null,
      })),
    ],
  };
}

/**
 * The word scripts know a layer by, the same for every site: `web.config`, `transform`, `location`, `configSource`. What
 * the file is called stands in `file`.
 */
function layerOf(site: Site, { setting }: EffectiveSetting, { kind, file, layer }: Contribution): string {
  // Layers that only one part knows have names of their own.
  if (setting.level === 'own') return layer;
  if (kind === 'file') return site.files.find((known) => keyOf(known.file) === keyOf(file))?.layer ?? layer;
  return kind === 'iis' ? 'applicationHost.config' : kind;
}

function placeOf(opened: Opened, site: Site, contribution: { file: string; span: { start: number; end: number } }) {
  const source = site.sources.get(keyOf(contribution.file));
  const { line, column } = source ? placeIn(source, contribution.span) : { line: 1, column: 1 };
  return { file: shown(opened, contribution.file), line, column };
}

function textOf(r: ReturnType<typeof row>): string[] {
  const origin = r.origin as { layer: string; file?: string; line?: number };
  const human = typeof r.seconds === 'number' ? humanDuration(r.seconds) : r.seconds === null ? 'never' : '';
  const value = isUnknown(r.value) ? `not known: ${r.value.unknown}` : String(r.value ?? '(hidden)');
  return [
    r.location ? `${r.path} (${r.location})` : r.path,
    value,
    human,
    origin.file ? `${origin.file}:${origin.line}` : origin.layer,
  ];
}
