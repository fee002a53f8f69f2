import { dispositionOf, PATCH } from '../../config/sitecore/namespaces';
import type { PatchMatch } from '../../config/sitecore/outcome';
import type { ConfigElement } from '../../config/sitecore/view';
import { nearest } from '../../settings/attributes';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { removeAttribute } from '../edits';
import { type Fix, type Report, type Rule, rule } from '../rule';
import { patchPrefix, replaceSpan } from './edits';
import { sitecoreSite } from './examples';
import {
  checkMerged,
  checkOutcomes,
  checkTexts,
  elementsOf,
  type PatchFile,
  parentOf,
  type SitecoreLook,
} from './files';

const POSITIONS = ['before', 'after', 'instead'];
const PIPELINE =
  '<pipelines><startTracking><processor type="Sitecore.Start, Sitecore.Kernel" /></startTracking></pipelines>';

function withProcessor(attributes: string): string {
  return sitecoreSite({
    base: PIPELINE,
    stock: '<settings />',
    patch: `
      <pipelines>
        <startTracking>
          <processor ${attributes} />
        </startTracking>
      </pipelines>`,
  });
}

const GOOD = withProcessor(`patch:before="processor[@type='Sitecore.Start, Sitecore.Kernel']" type="Shop.Start, Shop"`);

const positionName = rule({
  id: 'sitecore-position-name',
  severity: 'error',
  system: 'sitecore',
  title: 'Position that Sitecore does not read',
  explains:
    'Positions are patch:before, patch:after and patch:instead. Misspelled ones are dropped, and without the prefix they are ordinary attributes: the element goes to the end of its parent either way.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.DetermineInsertOperation',
  fixable: true,
  check: checkTexts('', function* (file, look) {
    for (const { attributes, xml } of elementsOf(file, look)) {
      for (const attribute of attributes) {
        const at = { file: file.path, span: { start: attribute.xml.nameStart, end: attribute.xml.nameEnd } };
        const { nameStart, nameEnd, name } = attribute.xml;
        if (attribute.uri === PATCH && !dispositionOf(attribute.localName) && attribute.localName !== 'source') {
          const meant = nearest(attribute.localName, POSITIONS);
          const right = `${attribute.prefix}:${meant}`;
          yield {
            at,
            message: `\`${name}\` is no position and is dropped. ${meant ? `Write \`${right}\`.` : 'Sitecore knows before, after and instead.'}`,
            fixes: meant ? [{ title: `Write ${right}`, edits: [replaceSpan(file, nameStart, nameEnd, right)] }] : [],
          };
        } else if (attribute.uri === '' && POSITIONS.includes(name) && looksLikeSelector(attribute.value)) {
          const { prefix, edits } = patchPrefix(file, xml);
          const right = `${prefix}:${name}`;
          yield {
            at,
            message: `\`${name}\` without prefix is an ordinary attribute, so the element goes to the end. Write \`${right}\`.`,
            fixes: [{ title: `Write ${right}`, edits: [...edits, replaceSpan(file, nameStart, nameEnd, right)] }],
          };
        }
      }
    }
  }),
  examples: { bad: withProcessor(`patch:befor="processor[1]" type="Shop.Start, Shop"`), good: GOOD },
});

function looksLikeSelector(value: string): boolean {
  return /^\s*(?:\*|[\w.:-]+)\s*(?:\[.*\]\s*)?$/s.test(value) && /[[*]/.test(value);
}

const positionInvalid = rule({
  id: 'sitecore-position-invalid',
  severity: 'error',
  system: 'sitecore',
  title: 'Position that cannot be evaluated',
  explains:
    'A position is an XPath 1.0 expression, seen from the parent element, that has to find one of its children. Sitecore stops with an error when it cannot be read or leads elsewhere.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.InsertChild, XmlNode.InsertBefore (.NET)',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome }) {
    for (const { position } of outcome.matches) {
      if (position?.result !== 'invalid' && position?.result !== 'elsewhere') continue;
      const { attribute, result } = position;
      const said = `\`${attribute.value}\``;
      yield {
        at: { file: file.path, span: { start: attribute.start, end: attribute.end } },
        message:
          result === 'invalid'
            ? `${said} is no XPath that Sitecore can evaluate, and it stops with an error. Write for example *[@type='…'].`
            : `${said} does not lead to a sibling, and Sitecore stops with an error. Name a child of the parent element.`,
        fixes: [withoutPosition(file, position.attribute.xml)],
      };
    }
  }),
  examples: { bad: withProcessor(`patch:before="processor[@type=" type="Shop.Start, Shop"`), good: GOOD },
});

const positionMiss = rule({
  id: 'sitecore-position-miss',
  severity: 'warning',
  system: 'sitecore',
  title: 'Position that points at nothing',
  explains:
    'Nothing at that point of the merge is what the position asks for, so Sitecore appends the element at the end without a word; instead then adds where it should have replaced.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.InsertChild',
  fixable: true,
  check: checkMerged(function* (patchFile, look) {
    // Without Sitecore's own files there is no telling what is there.
    if (!look.stockIsHere) return;
    for (const match of patchFile.outcome.matches)
      if (match.position?.result === 'miss') yield missReport(patchFile, look, match);
  }),
  examples: {
    bad: withProcessor(`patch:before="processor[@type='Sitecore.Start,Sitecore.Kernel']" type="Shop.Start, Shop"`),
    good: GOOD,
  },
});

function missReport(patchFile: PatchFile, look: SitecoreLook, match: PatchMatch): Report {
  const { file } = patchFile;
  const { attribute, disposition } = match.position!;
  const parent = parentOf(patchFile, look, match);
  const near = parent && nearSelector(attribute.value, parent);
  const effect = disposition === 'instead' ? 'added at the end and replaces nothing' : 'appended at the end';
  const fixes: Fix[] = near
    ? [
        {
          title: `Point at ${near}`,
          edits: [{ file: file.path, ...attributeValueEdit(attribute.xml, file.text, near) }],
        },
      ]
    : [{ ...withoutPosition(file, attribute.xml), onlyByHand: true }];
  return {
    at: { file: file.path, span: { start: attribute.start, end: attribute.end } },
    message: `Nothing here is \`${attribute.value}\` when this file is merged, so the element is ${effect}. ${near ? `\`${near}\` is there.` : 'Correct the selector, or load the file after the one that adds it.'}`,
    fixes,
  };
}

/** The selector with the value that a child really has, when it differs only in blanks, case or a slip of the finger. */
function nearSelector(selector: string, parent: ConfigElement): string | undefined {
  const test = /@([\w.-]+)\s*=\s*(['"])(.*?)\2/.exec(selector);
  if (!test) return undefined;
  const [whole, name, quote, value] = test;
  const values = parent.children.flatMap((child) => child.getAttribute(name!) ?? []);
  const same = values.find((other) => squeezed(other) === squeezed(value!)) ?? nearest(value!, values);
  if (same === undefined || same === value || same.includes(quote!)) return undefined;
  return selector.replace(whole, () => `@${name}=${quote}${same}${quote}`);
}

export function squeezed(type: string): string {
  return type.replace(/\s+/g, '').toLowerCase();
}

const insteadSelf = rule({
  id: 'sitecore-instead-self',
  severity: 'warning',
  system: 'sitecore',
  title: 'Element that replaces itself',
  explains:
    'The element is found by its own attributes, and patch:instead points at the same one. From 9.0 on Sitecore then empties it, attributes it was found by included; earlier versions remove it. To change an element, name it and set what should be different.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.InsertChild, XmlNode.InsertBefore (.NET)',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome }, { configuration }) {
    for (const { position, patch } of outcome.matches) {
      if (position?.result !== 'self' || position.disposition !== 'instead') continue;
      const { attribute } = position;
      const gone = configuration.options.generation === 'old' ? 'Sitecore removes it' : 'Sitecore empties it first';
      yield {
        at: { file: file.path, span: { start: attribute.start, end: attribute.end } },
        message: `This \`<${patch.localName}>\` is the one it should replace, so ${gone}. Remove the position, or give it another type or name.`,
        fixes: [withoutPosition(file, attribute.xml)],
      };
    }
  }),
  examples: {
    bad: withProcessor(
      `patch:instead="processor[@type='Sitecore.Start, Sitecore.Kernel']" type="Sitecore.Start, Sitecore.Kernel"`,
    ),
    good: GOOD,
  },
});

function withoutPosition(file: PatchFile['file'], attribute: Parameters<typeof removeAttribute>[1]): Fix {
  return { title: 'Remove the position', edits: [removeAttribute(file, attribute)] };
}

export const positionRules: readonly Rule[] = [positionName, positionInvalid, positionMiss, insteadSelf];
