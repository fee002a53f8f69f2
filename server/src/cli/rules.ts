import { rules } from '../rules/all';
import { docsOf } from '../rules/rule';
import { type Arguments, oneOf, UsageError } from './arguments';
import { json, type Streams, table } from './output';

export async function listRules(args: Arguments, _cwd: string, streams: Streams): Promise<number> {
  const format = oneOf(args, 'format', ['text', 'json'], 'text');
  if (args.operands.length > 0) throw new UsageError(`rules takes no PATH: "${args.operands[0]}".`);
  const list = rules.map(({ id, severity, system, title, fixable }) => ({
    id,
    severity,
    system,
    title,
    docs: docsOf(id),
    fixable,
  }));
  if (format === 'json') streams.out(json({ schema: 1, rules: list }));
  else
    streams.out(
      `${table(list.map((rule) => [rule.id, rule.severity, rule.system, rule.fixable ? 'fix' : '', rule.title]))}\n`,
    );
  return 0;
}
