import { isMachineWide } from './chain';
import { type Layer, locationPathFault } from './layer';
import type { ConfigProblem, ConfigProblemCode, Place } from './problem';
import { type ConfigAttribute, type ConfigElement, tagOf, valuePlaceOf } from './source';

/** The attributes of `<location>` (BaseConfigurationRecord.ScanLocationSection): any fault stops the whole file. */
export function locationProblems(layer: Layer): ConfigProblem[] {
  return layer.source.root!.children.flatMap((child) => (child.name === 'location' ? problemsOf(layer, child) : []));
}

const ATTRIBUTES: ReadonlySet<string> = new Set([
  'path',
  'allowOverride',
  'overrideMode',
  'inheritInChildApplications',
]);
const STOPS = 'the site does not start';

function problemsOf(layer: Layer, location: ConfigElement): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const report = (code: ConfigProblemCode, place: Place, message: string, fix?: LocationFix) =>
    problems.push({
      code,
      severity: 'error',
      ...place,
      message,
      ...(fix && {
        fixes: [{ title: fix.title, edits: [{ ...fix.edit, text: fix.text }], ...(fix.safe && { safe: true }) }],
      }),
    });
  const path = location.attribute('path');
  if (path) checkPath(path, report);
  for (const attribute of location.attributes) {
    const { name, value } = attribute;
    const place = valuePlaceOf(attribute);
    const edit = wholeOf(attribute);
    if (!ATTRIBUTES.has(name)) {
      const known = [...ATTRIBUTES].find((candidate) => candidate.toLowerCase() === name.toLowerCase());
      const message = `\`<location>\` knows no attribute \`${name}\`: ${STOPS}. ${known ? `Write \`${known}\`.` : 'Remove it.'}`;
      report('location-attribute', place, message, edit && { title: `Remove ${name}`, edit, text: '' });
    } else if (name === 'allowOverride' || name === 'inheritInChildApplications') {
      if (value === 'true' || value === 'false') continue;
      const lower = value.trim().toLowerCase();
      const mended = lower === 'true' || lower === 'false' ? lower : undefined;
      const message = `\`${name}\` takes "true" or "false", in lower case and without blanks: with "${value}" ${STOPS}.${mended ? ` Write "${mended}".` : ''}`;
      report(
        'location-boolean',
        place,
        message,
        mended ? { title: `Write ${mended}`, edit: place, text: mended, safe: true } : undefined,
      );
    } else if (name === 'overrideMode' && !OVERRIDE_MODES.includes(value)) {
      const mended = OVERRIDE_MODES.find((mode) => mode.toLowerCase() === value.trim().toLowerCase());
      const message = `\`overrideMode\` takes Allow, Deny or Inherit, in this case: with "${value}" ${STOPS}.${mended ? ` Write "${mended}".` : ''}`;
      report(
        'location-override-mode',
        place,
        message,
        mended ? { title: `Write ${mended}`, edit: place, text: mended, safe: true } : undefined,
      );
    }
  }
  const mode = location.attribute('overrideMode');
  const allow = location.attribute('allowOverride');
  if (mode && allow) {
    const edit = wholeOf(allow);
    const message = `\`allowOverride\` and \`overrideMode\` say the same thing and may not stand together: ${STOPS}. Keep one of them.`;
    report(
      'location-both-override',
      valuePlaceOf(allow),
      message,
      edit && { title: 'Remove allowOverride', edit, text: '' },
    );
  }
  if (isMachineWide(layer) && (!path || path.value === '' || path.value === '.')) {
    const inherit = location.attribute('inheritInChildApplications');
    if (inherit?.value === 'false') {
      const message = `In ${layer.name} \`inheritInChildApplications="false"\` needs a \`path\`: no site starts.`;
      report('location-inherit-without-path', valuePlaceOf(inherit), message);
    }
  }
  const inner = location.children.find((child) => child.name === 'location');
  if (inner) {
    const message = `\`<location>\` may stand only directly in \`<configuration>\`: ${STOPS}. Move it there, with the whole path.`;
    report('location-misplaced', tagOf(inner), message);
  }
  return problems;
}

const OVERRIDE_MODES: readonly string[] = ['Allow', 'Deny', 'Inherit'];

interface LocationFix {
  readonly title: string;
  readonly edit: Place;
  readonly text: string;
  readonly safe?: true;
}

type Report = (code: ConfigProblemCode, place: Place, message: string, fix?: LocationFix) => void;

function checkPath(path: ConfigAttribute, report: Report): void {
  const fault = locationPathFault(path.value);
  if (!fault) return;
  const place = valuePlaceOf(path);
  const rule = {
    first: 'may not begin with a blank, `.`, `/` or `\\`',
    last: 'may not end with a blank, `.`, `/` or `\\`',
    character: 'is a virtual path with `/` between folders and without `\\ ? : * " < > |`',
  }[fault];
  const trimmed = path.value.replace(/\\/g, '/').replace(/^[\s./~]+|[\s./]+$/g, '');
  const mended = trimmed !== '' && !locationPathFault(trimmed) ? trimmed : undefined;
  report(
    'location-path',
    place,
    `The path of a \`<location>\` ${rule}: with "${path.value}" ${STOPS}.${mended ? ` Write "${mended}".` : ''}`,
    mended ? { title: `Write ${mended}`, edit: place, text: mended } : undefined,
  );
}

function wholeOf(attribute: ConfigAttribute): Place | undefined {
  return attribute.whole && { file: attribute.origins[0]!.file, span: attribute.whole };
}
