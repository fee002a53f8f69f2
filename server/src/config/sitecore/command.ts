import type { Span } from '../../syntax/text';
import type { PatchAttribute, PatchElement } from './compile';
import { commandOf, PATCH, XMLNS } from './namespaces';
import { type Frame, type Run, recordRemoval, reportProblem, touchBy } from './run';
import { attributeOf, putAttribute, removeAttribute, removeChild } from './tree';
import { qualifiedName } from './view';

type Said = ReadonlyMap<string, PatchAttribute>;

/** A command acts on the element that it stands in (ProcessConfigNode). */
export function runCommand(run: Run, frame: Frame, patch: PatchElement): void {
  const command = commandOf(patch.localName, run.engine.generation);
  const said = readCommand(run, patch);
  if (!said) return;
  const name = said.get('name');
  let changed = false;
  if (command === 'delete') changed = deleteElement(run, frame, patch);
  else if (command && !name) reportProblem(run, patch, 'bad-command', 'This command needs the attribute `name`.');
  else if (command === 'attribute') changed = setAttribute(run, frame, patch, name!, said);
  else if (command === 'deleteattribute') changed = deleteAttribute(run, frame, patch, name!);
  const { match } = frame;
  if (match) match.commands = [...match.commands, { patch, command, attribute: name?.value, changed }];
}

/** The engine puts the attributes into a dictionary by local name, which takes each only once. */
function readCommand(run: Run, patch: PatchElement): Said | undefined {
  const said = new Map<string, PatchAttribute>();
  for (const attribute of patch.attributes) {
    if (attribute.uri === PATCH || attribute.uri === XMLNS) continue;
    if (said.has(attribute.localName)) {
      reportProblem(run, attribute.xml, 'bad-command', `\`${attribute.localName}\` stands twice in this command.`);
      return undefined;
    }
    said.set(attribute.localName, attribute);
  }
  return said;
}

function setAttribute(run: Run, frame: Frame, patch: PatchElement, name: PatchAttribute, said: Said): boolean {
  // The text wins over `value`; of several children the last (elements and comments have their own idea of a value).
  let value = said.get('value')?.value ?? '';
  let at: Span = said.get('value') ?? patch;
  for (const child of patch.children) {
    // To the old engine's reader an element has the empty value, to the new one's it has none.
    if (child.kind === 'element' && run.engine.generation === 'new') continue;
    value = child.kind === 'element' ? '' : child.value;
    at = child;
  }
  const uri = said.get('ns')?.value ?? '';
  const colon = uri ? name.value.indexOf(':') : -1;
  const localName = name.value.slice(colon + 1);
  const prefix = colon > 0 ? name.value.slice(0, colon) : '';
  const old = attributeOf(frame.target, localName, uri);
  const written = { prefix, localName, uri, value, by: run.by, at, action: 'patch:attribute', before: old } as const;
  // Without `ns` the engine does not find the attribute that it looks for, and puts a new one at the end.
  putAttribute(frame.parent?.target, frame.target, written, said.has('ns') ? 'same' : 'end');
  return old?.value !== value;
}

function deleteAttribute(run: Run, frame: Frame, patch: PatchElement, name: PatchAttribute): boolean {
  const { target } = frame;
  const old = target.attributes.find((attribute) => qualifiedName(attribute) === name.value);
  if (!old) return false;
  removeAttribute(frame.parent?.target, target, old);
  target.touch = touchBy(run, patch, 'patch:deleteattribute', target.touch, name.value);
  return true;
}

function deleteElement(run: Run, frame: Frame, patch: PatchElement): boolean {
  if (!frame.parent) {
    const message = 'This deletes the whole Sitecore configuration. Put it into the element that is to go.';
    reportProblem(run, patch, 'deleted-root', message);
    return false;
  }
  if (frame.detached) {
    const message = 'The element is gone already; Sitecore stops reading the file here.';
    reportProblem(run, patch, 'deleted-twice', message);
    return false;
  }
  frame.detached = true;
  if (frame.match) frame.match.deleted = true;
  recordRemoval(run, frame.target, frame.parent.way, touchBy(run, patch, 'patch:delete', frame.target.touch));
  removeChild(frame.parent.target, frame.target);
  return true;
}
