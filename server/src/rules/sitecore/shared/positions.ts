import { removeAttribute } from '../../edits';
import type { Fix } from '../../rule';
import { sitecoreSite } from './examples';
import type { PatchFile } from './files';

const PIPELINE =
  '<pipelines><startTracking><processor type="Sitecore.Start, Sitecore.Kernel" /></startTracking></pipelines>';

export function withProcessor(attributes: string): string {
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

export const GOOD = withProcessor(
  `patch:before="processor[@type='Sitecore.Start, Sitecore.Kernel']" type="Shop.Start, Shop"`,
);

export function squeezed(type: string): string {
  return type.replace(/\s+/g, '').toLowerCase();
}

export function withoutPosition(file: PatchFile['file'], attribute: Parameters<typeof removeAttribute>[1]): Fix {
  return { title: 'Remove the position', edits: [removeAttribute(file, attribute)] };
}
