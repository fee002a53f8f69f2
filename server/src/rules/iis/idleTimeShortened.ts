import { replaceValue } from '../edits';
import { rule } from '../rule';
import { shopInPool } from './shared/examples';
import { poolsInUse } from './shared/pool';

export default rule({
  id: 'idle-time-shortened',
  severity: 'information',
  system: 'iis',
  title: 'Idle times that shrink when memory is short',
  explains:
    'From 80 percent of dynamicIdleThreshold on IIS cuts the idle time of every pool, from a half down to a thirty-second: 20 minutes become less than one, and session data kept in idle processes is gone long before anybody expects it.',
  source: 'IIS configuration reference, webLimits/@dynamicIdleThreshold',
  fixable: true,
  check(input, report) {
    const { site } = input.view;
    const threshold = site.iis?.value('system.applicationHost/webLimits/@dynamicIdleThreshold');
    const said = threshold?.history[threshold.history.length - 1];
    if (!said || !/^[1-9]\d*$/.test(String(threshold.literal))) return;
    if (!poolsInUse(input).some(({ data }) => data !== undefined)) return;
    const edit = replaceValue(site, said, '0');
    report({
      at: { file: said.file, span: said.span },
      message: `When pools take more than ${String(threshold.literal)} % of the memory, IIS cuts every idleTimeout, down to a thirty-second: session data kept in the process is lost early. Write 0 to switch it off.`,
      fixes: edit ? [{ title: 'Do not shorten idle times', edits: [edit] }] : [],
    });
  },
  examples: {
    bad: shopInPool('', `<sessionState timeout="20" />`, '', `<webLimits dynamicIdleThreshold="150" />`),
    good: shopInPool('', `<sessionState timeout="20" />`, '', `<webLimits dynamicIdleThreshold="0" />`),
  },
});
