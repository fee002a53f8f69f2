import type { PatchMatch } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { getOrInsertComputed } from '../../maps';
import { classOf } from '../../settings/sitecore/path';
import { attributeText } from '../../syntax/xml/escape';
import { rule } from '../rule';
import { replaceSpan } from './shared/edits';
import { sitecoreSite } from './shared/examples';
import { checkMerged, parentOf, plainAttribute } from './shared/files';

export default rule({
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
