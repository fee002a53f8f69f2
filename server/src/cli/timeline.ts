import { clocksOf } from '../clocks/ofSite';
import type { Scenario } from '../session/clocks';
import { simulate } from '../session/simulate';
import { verdict } from '../session/verdict';
import { type Arguments, oneOf, readTime, UsageError } from './arguments';
import { refuseUnknownClients, systemScenarioOf, systemTimeline } from './identityServer/system';
import { systemText } from './identityServer/systemText';
import { openPath, shown, variantsOf } from './open';
import { json, type Streams } from './output';
import { timelineText } from './timelineText';

/** What happens to one user, and what can happen to any (docs/command-line.md, `timeline`). */
export async function timeline(args: Arguments, cwd: string, streams: Streams): Promise<number> {
  const format = oneOf(args, 'format', ['text', 'json'], 'text');
  if (args.operands.length === 0) throw new UsageError('timeline needs a PATH: a folder or a file.');
  const scenario = scenarioOf(args);
  const inSystem = systemScenarioOf(args);
  const timelines = [];
  const clients = new Set<string>();
  const texts: string[] = [];
  for (const operand of args.operands) {
    const opened = await openPath(operand, args, cwd, streams);
    for (const { site, variants } of variantsOf(opened, args))
      for (const variant of variants) {
        const view = site.view(variant);
        const clocks = clocksOf(view);
        const linked = systemTimeline(view, opened.workspace.sites, inSystem, (other) => shown(opened, other.root));
        const { remember, ping, otherTraffic } = scenario;
        for (const { id } of linked?.system.clients ?? []) clients.add(id);
        texts.push(linked ? `\n${systemText(linked)}` : '');
        timelines.push({
          site: shown(opened, site.root),
          variant,
          verdict: verdict(clocks, { remember, ping, otherTraffic }),
          clocks,
          scenario: linked ? { ...scenario, ...inSystem } : scenario,
          ...(linked && { system: linked.system }),
          run: { ...simulate(clocks, scenario), ...linked?.run },
        });
      }
  }
  refuseUnknownClients(inSystem, clients);
  if (format === 'json') streams.out(json({ schema: 1, timelines }));
  else streams.out(timelines.map((shown, i) => timelineText(shown) + (texts[i] ?? '')).join('\n'));
  return 0;
}

function scenarioOf(args: Arguments): Scenario {
  const clicks = (args.text('clicks') ?? '0').split(',').map(readTime);
  const ordered = [...new Set([0, ...clicks])].sort((a, b) => a - b);
  if (ordered.length > 50) throw new UsageError('--clicks takes at most 50 times.');
  const ping = args.text('ping');
  const every = ping === undefined ? undefined : readTime(ping);
  if (every === 0) throw new UsageError('--ping takes the time between two pings, more than 0.');
  return {
    clicks: ordered,
    remember: args.given('remember'),
    ping: every === undefined ? null : { every },
    otherTraffic: args.given('other-users'),
  };
}
