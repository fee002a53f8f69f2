import { isUnknown } from '../../session/lifetime';
import { removeValue } from '../edits';
import { type Fix, rule } from '../rule';
import { shopOnServer } from './shared/examples';
import { poolSetting, setPoolSetting } from './shared/pool';

export default rule({
  id: 'preload-needs-always-running',
  severity: 'information',
  system: 'iis',
  title: 'Preload in a pool that does not start by itself',
  explains:
    'preloadEnabled sends a first request as soon as the worker process starts, but a pool with startMode OnDemand starts only when a user comes: that user waits just as long as without it.',
  source: 'IIS configuration reference, application/@preloadEnabled',
  fixable: true,
  check(input, report) {
    const { pool, site } = input.view;
    if (isUnknown(pool)) return;
    const preload = pool.application.value('@preloadEnabled');
    const said = preload?.history[preload.history.length - 1];
    if (!said || typeof preload.literal !== 'string' || preload.literal.toLowerCase() !== 'true') return;
    if (poolSetting(pool.pool, '@startMode').value !== 'OnDemand') return;
    const start = setPoolSetting(site, pool.pool, '@startMode', 'AlwaysRunning');
    const remove = removeValue(site, said);
    const fixes: Fix[] = [];
    if (start) fixes.push({ title: 'Let the pool always run', edits: start });
    if (remove) fixes.push({ title: 'Remove preloadEnabled', edits: [remove] });
    report({
      at: { file: said.file, span: said.span },
      message: `\`preloadEnabled\` does next to nothing: the pool "${pool.pool.name}" starts only when a user comes. Set startMode to AlwaysRunning on the pool.`,
      fixes,
    });
  },
  examples: {
    bad: shopOnServer('', '', '', ' preloadEnabled="true"'),
    good: shopOnServer('', '', ' startMode="AlwaysRunning"', ' preloadEnabled="true"'),
  },
});
