import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseXml } from '../../../server/src/syntax/xml/parse';
import type { XmlElement } from '../../../server/src/syntax/xml/tree';

/** Configuration of real sites, beside the repository; absent on most machines. */
export const sites = path.resolve(__dirname, '../../../../shared/corpus/sites');

/** Every element of every `<configuration>` file, with its path from the section's root; `<location>` is no step of it. */
export function* elementsOfSections(): Generator<{ element: XmlElement; at: string; file: string }> {
  for (const entry of readdirSync(sites, { recursive: true, encoding: 'utf8' })) {
    if (!/\.config$/i.test(entry)) continue;
    const root = parseXml(readFileSync(path.join(sites, entry), 'utf8').replace(/^\uFEFF/, '')).root;
    const jobs = root?.name === 'configuration' ? [{ element: root, at: '' }] : [];
    for (let job = jobs.pop(); job; job = jobs.pop()) {
      yield { ...job, file: entry };
      for (const child of job.element.children) {
        if (child.kind !== 'element') continue;
        const below = job.at ? `${job.at}/${child.name}` : child.name;
        jobs.push({ element: child, at: child.name === 'location' ? '' : below });
      }
    }
  }
}
