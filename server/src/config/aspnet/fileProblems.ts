import { contentProblems } from './content';
import { declarationProblems } from './declarationProblems';
import type { Declarations } from './declared';
import type { Layer } from './layer';
import { locationProblems } from './locationProblems';
import type { ConfigProblem } from './problem';
import { tagOf, valuePlaceOf } from './source';

const NET_CONFIGURATION = 'http://schemas.microsoft.com/.NetConfiguration/v2.0';

/** What is wrong with one file by itself, whatever path is looked at. */
export function fileProblems(layer: Layer, declared: Declarations): ConfigProblem[] {
  const { root } = layer.source;
  if (!root) return [];
  if (root.name !== 'configuration')
    return [
      {
        code: 'root-not-configuration',
        severity: 'error',
        ...tagOf(root),
        message: `The root of ${layer.name} must be \`<configuration>\`, not \`<${root.name}>\`: the site does not start.`,
      },
    ];
  // IIS reads applicationHost.config itself and has its own rules; only what it shares with .NET is looked at.
  if (layer.kind === 'applicationHost.config') return [];
  return [
    ...rootProblems(layer),
    ...declarationProblems(layer),
    ...locationProblems(layer),
    ...contentProblems(layer, declared),
  ];
}

/** XmlUtil and BaseConfigurationRecord.ScanFactories allow one attribute on the root, and one value for it. */
function rootProblems(layer: Layer): ConfigProblem[] {
  const root = layer.source.root!;
  return root.attributes.flatMap((attribute): ConfigProblem[] => {
    const { file } = attribute.origins[0]!;
    const fixes = attribute.whole && [
      { title: `Remove ${attribute.name}`, edits: [{ file, span: attribute.whole, text: '' }] },
    ];
    if (attribute.name === 'xmlns')
      return attribute.value === NET_CONFIGURATION
        ? []
        : [
            {
              code: 'root-namespace',
              severity: 'error',
              ...valuePlaceOf(attribute),
              message: `The only namespace \`<configuration>\` may have is ${NET_CONFIGURATION}: with another one the site does not start. Remove \`xmlns\`.`,
              fixes,
            },
          ];
    return [
      {
        code: 'root-attribute',
        severity: 'error',
        ...valuePlaceOf(attribute),
        message: `\`<configuration>\` takes no attribute: \`${attribute.name}\` stops the site from starting. Remove it.`,
        fixes,
      },
    ];
  });
}
