import { type ParsedFile, xmlOf } from '../../../site/parsed';
import { attributeOf, childElements } from '../../../syntax/xml/navigate';
import type { XmlElement } from '../../../syntax/xml/tree';

/** The module that gives editors their session back (KB 135940). */
export const KB = 'Sitecore.Support.FixHttpSessionTimeout.CausedByRobotDetection';

export interface Module {
  readonly file: ParsedFile;
  readonly section: 'integrated' | 'classic';
  readonly type: string;
  readonly element: XmlElement;
}

export const SECTIONS = {
  integrated: ['system.webServer', 'modules'],
  classic: ['system.web', 'httpModules'],
} as const;

/** Modules in both sections of a web.config. */
export function* modulesIn(file: ParsedFile | undefined): Generator<Module> {
  const root = file && xmlOf(file).root;
  if (!file || !root) return;
  for (const section of ['integrated', 'classic'] as const)
    for (const group of childElements(root, SECTIONS[section][0]))
      for (const list of childElements(group, SECTIONS[section][1]))
        for (const element of childElements(list, 'add'))
          yield { file, section, type: attributeOf(element, 'type')?.value ?? '', element };
}
