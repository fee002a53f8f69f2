import type { PatchMatch } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { getOrInsertComputed } from '../../maps';
import { classOf } from '../../settings/sitecorePath';
import { attributeText, attributeValueEdit } from '../../syntax/xml/escape';
import { type Rule, rule } from '../rule';
import { replaceSpan } from './edits';
import { sitecoreSite } from './examples';
import { checkMerged, type PatchFile, parentOf, plainAttribute, type SitecoreLook } from './files';
import { squeezed } from './positions';

/** Elements that were meant to be found by type or name, and stand beside the one that was meant. */

const typeMiss = rule({
  id: 'sitecore-type-near-miss',
  severity: 'warning',
  system: 'sitecore',
  title: 'Type that is almost the one of another element',
  explains:
    'Elements are found by the text of their type, so a blank after the comma or another case makes a second element beside the one that was meant. .NET does not care about the blank: both run.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper (XPath on @type)',
  fixable: true,
  check: checkMerged(function* (patchFile, look) {
    const { file, outcome } = patchFile;
    for (const match of outcome.matches) {
      const type = plainAttribute(match.patch, 'type');
      if (match.outcome !== 'added' || !type || !type.value.includes('.')) continue;
      if (plainAttribute(match.patch, 'name') || plainAttribute(match.patch, 'uid')) continue;
      const near = twinByType(patchFile, look, match, type.value);
      if (!near) continue;
      yield {
        at: { file: file.path, span: { start: type.start, end: type.end } },
        message: `There is a \`<${match.patch.localName}>\` of type \`${near}\`; this one is written otherwise and is added beside it. Write the type the same way.`,
        fixes: [
          { title: `Write ${near}`, edits: [{ file: file.path, ...attributeValueEdit(type.xml, file.text, near) }] },
        ],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({
      base: '<scheduling><agent type="Sitecore.Tasks.Agent, Sitecore.Kernel" interval="1" /></scheduling>',
      patch: '<scheduling><agent type="Sitecore.Tasks.Agent,Sitecore.Kernel" set:interval="2" /></scheduling>',
    }),
    good: sitecoreSite({
      base: '<scheduling><agent type="Sitecore.Tasks.Agent, Sitecore.Kernel" interval="1" /></scheduling>',
      patch: '<scheduling><agent type="Sitecore.Tasks.Agent, Sitecore.Kernel" set:interval="2" /></scheduling>',
    }),
  },
});

function twinByType(file: PatchFile, look: SitecoreLook, match: PatchMatch, type: string): string | undefined {
  const parent = parentOf(file, look, match);
  const others = parent && typesIn(parent).get(`${match.patch.localName} ${squeezed(type)}`);
  return others?.find((other) => other !== type);
}

const types = new WeakMap<ConfigElement, ReadonlyMap<string, readonly string[]>>();

/** Types of the children, by the name of the element and the type without blanks and case. */
function typesIn(parent: ConfigElement): ReadonlyMap<string, readonly string[]> {
  return getOrInsertComputed(types, parent, () => {
    const made = new Map<string, string[]>();
    for (const child of parent.merged.children) {
      const type = child.kind === 'element' ? child.value('type') : undefined;
      if (child.kind !== 'element' || !type) continue;
      const key = `${child.name} ${squeezed(type)}`;
      const same = made.get(key);
      if (!same) made.set(key, [type]);
      else if (!same.includes(type)) same.push(type);
    }
    return made;
  });
}

const processorTwice = rule({
  id: 'sitecore-added-by-name',
  severity: 'warning',
  system: 'sitecore',
  title: 'Patch by a name that the element does not have',
  explains:
    'Later versions gave some processors a name: a patch by that name, copied into a version without it, finds nothing and adds a processor that has no type. In 9.0 the cookie processors of OWIN have to be found by their type.',
  source: 'Sitecore.Owin.Authentication.config of 9.0 and 9.2',
  fixable: true,
  check: checkMerged(function* (patchFile, look) {
    const { file, outcome } = patchFile;
    for (const match of outcome.matches) {
      const name = plainAttribute(match.patch, 'name');
      // Whoever says more than a name makes an element of his own.
      if (match.outcome !== 'added' || !name || match.patch.attributes.some(isOtherPlain)) continue;
      const twin = unnamedTwin(parentOf(patchFile, look, match), match.patch.localName, name.value);
      if (!twin) continue;
      yield {
        at: { file: file.path, span: { start: name.start, end: name.end } },
        message: `No \`<${match.patch.localName}>\` is called \`${name.value}\` here, so one without type is added. Find it by its type, \`${twin}\`.`,
        fixes: [
          {
            title: 'Find it by its type',
            edits: [replaceSpan(file, name.xml.start, name.xml.end, attributeText('type', twin).trimStart())],
          },
        ],
      };
    }
  }),
  examples: {
    bad: cookieProcessor('name="CookieAuthentication"'),
    good: cookieProcessor('type="Sitecore.Owin.CookieAuthentication, Sitecore.Owin"'),
  },
});

function isOtherPlain({ uri, localName }: PatchMatch['patch']['attributes'][number]): boolean {
  return uri === '' && localName !== 'name';
}

/** The type of a sibling that has no name and whose class is called so. */
function unnamedTwin(parent: ConfigElement | undefined, localName: string, name: string): string | undefined {
  return parent && unnamedIn(parent).get(`${localName} ${name}`);
}

const unnamed = new WeakMap<ConfigElement, ReadonlyMap<string, string>>();

/** Types of the children without name, by the names of element and class. */
function unnamedIn(parent: ConfigElement): ReadonlyMap<string, string> {
  return getOrInsertComputed(unnamed, parent, () => {
    const made = new Map<string, string>();
    for (const child of parent.merged.children) {
      const type = child.kind === 'element' && child.value('name') === undefined ? child.value('type') : undefined;
      if (child.kind === 'element' && type) made.set(`${child.name} ${classOf(type).split('.').at(-1)}`, type);
    }
    return made;
  });
}

function cookieProcessor(identity: string): string {
  return sitecoreSite({
    base: `
      <pipelines>
        <owin.initialize>
          <processor type="Sitecore.Owin.CookieAuthentication, Sitecore.Owin" />
        </owin.initialize>
      </pipelines>`,
    patch: `
      <pipelines>
        <owin.initialize>
          <processor ${identity}>
            <ExpireTimeSpan>01:00:00</ExpireTimeSpan>
          </processor>
        </owin.initialize>
      </pipelines>`,
  });
}

export const twinRules: readonly Rule[] = [typeMiss, processorTwice];
