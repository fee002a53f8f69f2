import { nodeHistory } from '../features/nodeHistory';
import type { NodeHistory } from '../features/results';
import { keyOf } from '../files/paths';
import type { Site } from '../site/site';
import { type Arguments, oneOf, UsageError } from './arguments';
import { type Opened, openPath, shown, variantsOf } from './open';
import { json, placeIn, type Streams, table } from './output';

/** `history PATH XPATH`: every file that touched a node, in order, with the value before and after it. */
export async function history(args: Arguments, cwd: string, streams: Streams): Promise<number> {
  const format = oneOf(args, 'format', ['text', 'json'], 'text');
  const [operand, expression, ...rest] = args.operands;
  if (operand === undefined || expression === undefined || rest.length > 0)
    throw new UsageError(
      'history needs a PATH and an XPATH: history site "sitecore/settings/setting[@name=\'X\']/@value".',
    );
  const opened = await openPath(operand, args, cwd, streams);
  const chosen = variantsOf(opened, args).filter(({ site }) => site.parts.length > 0);
  const [first] = chosen;
  if (!first && !args.given('allow-empty')) throw new UsageError(`There is no site in ${operand}.`);
  if (chosen.length > 1)
    throw new UsageError(`${operand} holds ${chosen.length} sites: name the folder of one of them.`);
  if (first && first.variants.length > 1) throw new UsageError('history looks at one variant at a time: name it.');
  const nodes = first ? nodesOf(opened, first.site, first.variants[0] ?? null, expression) : [];
  if (nodes.length === 0) streams.error(`Nothing in the configuration is or was at ${expression}.\n`);
  if (format === 'json') {
    const [node] = nodes;
    const one = node ?? { node: null, value: null, contributions: [] };
    // Most expressions find one node; the others stand beside it.
    streams.out(json({ schema: 1, ...one, ...(nodes.length > 1 && { others: nodes.slice(1) }) }));
  } else for (const node of nodes) streams.out(asText(node));
  return 0;
}

/** @throws UsageError for an expression that cannot be read. */
function nodesOf(opened: Opened, site: Site, variant: string | null, expression: string) {
  const found = nodeHistory(site.view(variant), expression);
  if (found.kind === 'invalid') throw new UsageError(`"${expression}": ${found.message}`);
  return found.nodes.map((node) => show(opened, site, node));
}

function show(opened: Opened, site: Site, { node, value, contributions }: NodeHistory) {
  return {
    node,
    value,
    contributions: contributions.map(({ at, layer, action, before, after }) => {
      const source = site.sources.get(keyOf(at.file));
      const { line, column } = source ? placeIn(source, at.span) : { line: 1, column: 1 };
      return { file: shown(opened, at.file), line, column, layer, action, before, after };
    }),
  };
}

function asText({ node, value, contributions }: ReturnType<typeof show>): string {
  const rows = contributions.map(({ file, line, column, layer, action, before, after }) => {
    const change = before === null && after === null ? '' : `${quoted(before)} -> ${quoted(after)}`;
    return ['  ', `${file}:${line}:${column}`, layer, action, change];
  });
  return `${node}${value === null ? '' : ` = ${value}`}\n${table(rows)}\n`;
}

function quoted(value: string | null): string {
  return value === null ? '(nothing)' : JSON.stringify(value);
}
