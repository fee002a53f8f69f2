import { placeOf } from '../../config/aspnet/source';
import type { Origin } from '../../config/dom/dom';
import { commandOf, dispositionOf, PATCH, SET } from '../../config/sitecore/namespaces';
import { evaluateRequire, parseRequire } from '../../config/sitecore/require';
import type { ConfigElement } from '../../config/sitecore/view';
import { nameOf } from '../../files/paths';
import { isUnknown } from '../../session/lifetime';
import { settingAt, settings } from '../../settings/catalogue';
import { humanDuration } from '../../settings/human';
import { settingsOf } from '../../settings/reader';
import type { Setting } from '../../settings/setting';
import { placesInSitecore } from '../../settings/sitecore/path';
import type { SiteView } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import { namespaceOf } from '../../syntax/xml/navigate';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/tree';
import { type FeatureInput, labelOf } from '../input';
import type { Hover } from '../results';
import { isSecret } from '../secrets';
import {
  firstPlaceOf,
  matchOf,
  meantIn,
  mergedFrom,
  requiredRule,
  roleViews,
  type SitecoreAt,
  settingName,
  sitecoreAt,
} from './at';
import { COMMANDS, POSITIONS, SET_PREFIX } from './words';

/** What an element, attribute, position, condition or command of a Sitecore file means and does. */
export function sitecoreHoverAt(input: FeatureInput, offset: number): Hover | undefined {
  const at = sitecoreAt(input, offset);
  if (!at) return undefined;
  const { attribute, element, place } = at;
  if (attribute) {
    const span = { start: attribute.nameStart, end: attribute.end };
    const markdown = attributeHover(input, at, attribute);
    return markdown ? { tells: 'value', markdown, span } : undefined;
  }
  if (place.part === 'text') return valueHover(input, at, place.node);
  if (place.part !== 'name') return undefined;
  const span = { start: element.nameStart, end: element.nameEnd };
  const markdown = namespaceOf(element) === PATCH ? commandHover(at) : elementHover(input, element);
  return markdown ? { tells: 'value', markdown, span } : undefined;
}

/** The text of a setting's element, or of a command that sets it. */
function valueHover(input: FeatureInput, at: SitecoreAt, span: Hover['span']): Hover | undefined {
  const { element } = at;
  const command = namespaceOf(element) === PATCH && element.parent.kind === 'element' ? element.parent : undefined;
  const markdown = elementHover(input, command ?? element);
  return markdown ? { tells: 'value', markdown, span: { start: span.start, end: span.end } } : undefined;
}

function attributeHover(input: FeatureInput, at: SitecoreAt, attribute: XmlAttribute): string | undefined {
  const rule = requiredRule(attribute);
  if (rule !== undefined) return requireHover(input, rule, attribute.value);
  const uri = namespaceOf(attribute);
  if (uri === PATCH) return positionHover(input, at, attribute);
  const owner = namespaceOf(attribute.owner) === PATCH ? attribute.owner.parent : attribute.owner;
  const markdown = owner.kind === 'element' ? elementHover(input, owner) : undefined;
  return uri === SET ? [SET_PREFIX, markdown].filter(Boolean).join('\n\n') : markdown;
}

/** For which of the workspace's roles a condition holds. */
function requireHover(input: FeatureInput, rule: string, expression: string): string {
  const parsed = parseRequire(expression);
  const lines = roleViews(input).map(({ name, view }) => {
    const defined = view.part(SITECORE)?.options.rules.get(rule) ?? new Set<string>();
    const holds = evaluateRequire(parsed, defined);
    const said = holds === undefined ? 'cannot be read' : holds ? '**holds**' : 'does not hold';
    return `- ${name}: ${said}${rule === 'role' ? '' : ` (${rule} is ${[...defined].join(', ') || 'not defined'})`}`;
  });
  return [
    `**${rule}:require** takes this in only where it holds:`,
    lines.join('\n'),
    ...parsed.problems.map(({ message }) => `*${message}*`),
  ].join('\n\n');
}

/** What a position hits at that point of the merge. */
function positionHover(input: FeatureInput, at: SitecoreAt, attribute: XmlAttribute): string | undefined {
  const disposition = dispositionOf(attribute.localName);
  if (!disposition) return undefined;
  const position = matchOf(at, attribute.owner)?.position;
  const parts = [`**patch:${disposition}**: ${POSITIONS[disposition]}`];
  if (position?.attribute.start !== attribute.valueStart) {
    parts.push('This file, or this part of it, is not merged in the variant at hand.');
    return parts.join('\n\n');
  }
  const { reference, result } = position;
  if (reference) {
    const place = firstPlaceOf(reference.touch);
    const tag = tagOf(reference.name, reference.attributes);
    const when = result === 'hit-later' ? ', which comes later in this file' : '';
    parts.push(`It finds \`${tag}\`${when}, from ${input.link(place, labelOf(input.site, place))}.`);
  }
  if (result === 'self') parts.push('That is the element itself.');
  if (result === 'miss') parts.push('Nothing is there at this point of the merge: the element goes to the end.');
  if (result === 'elsewhere') parts.push('It leads outside the parent element: Sitecore stops with an error.');
  if (result === 'invalid') parts.push('Sitecore cannot evaluate it.');
  return parts.join('\n\n');
}

function tagOf(name: string, attributes: readonly { localName: string; uri: string; value: string }[]): string {
  const telling = attributes.find(
    ({ localName, uri }) => uri === '' && /^(?:name|uid|id|type|desc|hint)$/.test(localName),
  );
  return `<${name}${telling ? ` ${telling.localName}="${telling.value}"` : ''}>`;
}

/** What a command does, and what it did here. */
function commandHover(at: SitecoreAt): string | undefined {
  const { element, look } = at;
  const command = commandOf(element.localName, look.configuration.options.generation);
  if (!command) return undefined;
  const match = element.parent.kind === 'element' ? matchOf(at, element.parent) : undefined;
  const done = match?.commands.find(({ patch }) => patch.start === element.start);
  const effect =
    match?.outcome === 'inactive'
      ? 'A condition around it does not hold in the variant at hand.'
      : match?.outcome === 'added' && command === 'delete'
        ? 'Nothing matches the element around it, so it takes nothing away.'
        : done && !done.changed
          ? 'Here it changes nothing: it is so already.'
          : '';
  return [`**patch:${command}**: ${COMMANDS[command]}`, effect].filter(Boolean).join('\n\n');
}

/** Meaning, unit, value for each role and history of an element of the configuration. */
function elementHover(input: FeatureInput, element: XmlElement): string | undefined {
  const view = input.site.view(input.variant);
  const configuration = view.part(SITECORE);
  if (!configuration) return undefined;
  const merged = mergedFrom(view, input.file.path, element) ?? meantIn(configuration.document, element);
  const setting = knownSetting(view, element, merged);
  const name = settingName(element);
  if (!setting && name === undefined) return merged && contested(merged) ? otherHistory(input, merged) : undefined;
  const parts = [`**${setting?.path.replace(/^sitecore\/settings\/setting\[name='(.*)'\]\/@value$/, '$1') ?? name}**`];
  if (setting) parts.push(setting.effect);
  const lines = roleViews(input).map(({ name: role, view: other }) => `- ${role}: ${valueIn(other, setting, name)}`);
  parts.push(
    new Set(lines.map((line) => line.slice(line.indexOf(': ')))).size === 1 ? allRoles(lines) : lines.join('\n'),
  );
  const history = merged && historyOf(input, merged);
  if (history) parts.push(history);
  if (setting?.unverified) parts.push(`*Not verified: ${setting.unverified}*`);
  if (setting) parts.push(`[Documentation](${setting.docs})`);
  return parts.join('\n\n');
}

function allRoles(lines: readonly string[]): string {
  return `Effective for every role: ${lines[0]!.slice(lines[0]!.indexOf(': ') + 2)}.`;
}

/** The setting of the catalogue that an element, its text or one of its attributes is. */
function knownSetting(view: SiteView, element: XmlElement, merged: ConfigElement | undefined): Setting | undefined {
  const name = settingName(element);
  if (name !== undefined) return settingAt(`sitecore/settings/setting[name='${name}']/@value`);
  const configuration = view.part(SITECORE);
  if (!merged || !configuration) return undefined;
  const { document } = configuration;
  return settings.find(
    ({ path }) =>
      path.startsWith('sitecore/') &&
      !path.startsWith('sitecore/settings/') &&
      placesInSitecore(document, path).some(({ element: other }) => other.id === merged.id),
  );
}

function valueIn(view: SiteView, setting: Setting | undefined, name: string | undefined): string {
  if (setting) {
    const { value, seconds, given } = settingsOf(view).get(setting.path);
    if (isUnknown(value)) return `*not known*, ${value.unknown}`;
    if (value === undefined) return 'not set';
    const human = typeof seconds === 'number' ? humanDuration(seconds) : undefined;
    const said = human && human !== value ? `**${human}** (\`${value}\`)` : `**${value}**`;
    return given ? said : `${said}, the default`;
  }
  const list = view.part(SITECORE)?.document.documentElement.children.find(({ nodeName }) => nodeName === 'settings');
  const found = list?.children.find((child) => child.nodeName === 'setting' && child.getAttribute('name') === name);
  const value = found?.getAttribute('value');
  if (value === null || value === undefined) return 'not set';
  return isSecret([name ?? ''], value) ? 'set; its value is not shown' : `**${value === '' ? '(empty)' : value}**`;
}

function contested(element: ConfigElement): boolean {
  return wordsOn(element).length > 1;
}

function otherHistory(input: FeatureInput, element: ConfigElement): string | undefined {
  const history = historyOf(input, element);
  return history && `**${tagOf(element.nodeName, element.merged.attributes)}**\n\n${history}`;
}

interface Word {
  readonly name: string;
  readonly origin: Origin;
  readonly wins: boolean;
}

/** Everything that was said about the attributes and the text of an element. */
function wordsOn(element: ConfigElement): Word[] {
  const words: Word[] = [];
  for (const { name, origins, namespaceURI } of element.attributes) {
    if (namespaceURI === PATCH || name === 'name') continue;
    const said = origins.filter(({ action }) => action !== 'marked');
    said.forEach((origin, i) => void words.push({ name, origin, wins: i === said.length - 1 }));
  }
  for (const child of element.childNodes)
    if (child.nodeName === '#text')
      child.origins.forEach((origin, i, all) => void words.push({ name: '', origin, wins: i === all.length - 1 }));
  return words;
}

/** Weakest first, those that lost struck through; nothing when there was no contest. */
function historyOf(input: FeatureInput, element: ConfigElement): string {
  const words = wordsOn(element);
  const last = element.origins.at(-1);
  const sources = new Set(words.map(({ origin }) => origin.file));
  if (sources.size < 2 && last?.action !== 'patch:delete') return '';
  const contestedNames = new Set(words.filter(({ wins }) => !wins).map(({ name }) => name));
  const names = [element.localName, element.getAttribute('name') ?? ''];
  return words
    .filter(({ name, origin }) => contestedNames.has(name) || origin.action !== 'added')
    .map(({ name, origin, wins }) => {
      const place = placeOf(origin);
      const value = isSecret([...names, name], origin.value ?? '') ? '…' : (origin.value ?? '').trim();
      const said = `${name ? `${name}: ` : ''}\`${value.slice(0, 100) || ' '}\``;
      const layer = layerOf(input, origin.file);
      return `- ${wins ? `**${said}**` : `~~${said}~~`} ${input.link(place, labelOf(input.site, place))}${layer ? ` (${layer})` : ''}`;
    })
    .join('\n');
}

function layerOf({ site, variant }: FeatureInput, file: string): string | undefined {
  const inputs = site.view(variant).part(SITECORE)?.files;
  return inputs?.find(({ input }) => input.file === file)?.input.layer ?? nameOf(file);
}
