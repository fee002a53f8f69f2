import { parseRequire, type RequireNode } from '../../config/sitecore/require';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { checkTexts } from './shared/files';
import { placeIn, requirementsIn, writing } from './shared/require';

export default rule({
  id: 'sitecore-require-order',
  severity: 'information',
  system: 'sitecore',
  title: 'Condition read in another order than most people would',
  explains:
    'In these conditions and and or have the same rank and are read from left to right, and what follows a complete condition without and or or is ignored. Parentheses say what is meant.',
  source: 'Sitecore.Configuration.Roles, BooleanLogicParser; believed to be the parser of 9.0 and later',
  fixable: true,
  check: checkTexts(':require', function* (file, look) {
    if (look.sitecore.sources.ruleSupport === 'none') return;
    for (const { attribute } of requirementsIn(file)) {
      const { problems, root } = parseRequire(attribute.value);
      const doubt = problems.find(({ severity }) => severity === 'doubt');
      if (!doubt || problems.some(({ severity }) => severity === 'error')) continue;
      const text =
        root && (doubt.code === 'mixed' ? written(root, true) : attribute.value.slice(0, doubt.start).trim());
      yield {
        at: placeIn(file, attribute, doubt),
        ...(doubt.code === 'leftover' && { severity: 'warning' as const }),
        message: doubt.message,
        fixes: text ? [writing(file, attribute, text)] : [],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({ patch: '<settings role:require="Standalone or ContentManagement and !Reporting" />' }),
    good: sitecoreSite({ patch: '<settings role:require="(Standalone or ContentManagement) and !Reporting" />' }),
  },
});

/** The expression with parentheses around every operation inside another kind of operation. */
function written(node: RequireNode, top = false): string {
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'constant':
      return String(node.value);
    case 'group':
      return `(${written(node.inner, true)})`;
    case 'not': {
      const operand = written(node.operand, node.operand.kind === 'name' || node.operand.kind === 'group');
      return `!${operand}`;
    }
    default: {
      const side = (child: RequireNode) => written(child, child.kind === node.kind || isSimple(child));
      const text = `${side(node.left)} ${node.kind} ${side(node.right)}`;
      return top ? text : `(${text})`;
    }
  }
}

function isSimple({ kind }: RequireNode): boolean {
  return kind !== 'and' && kind !== 'or';
}
