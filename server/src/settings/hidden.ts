import { derived } from '../derived';
import { keyOf, nameOf } from '../files/paths';
import type { Unknown } from '../session/lifetime';
import type { SiteView } from '../site/site';
import { whyNotUnderstood } from '../site/understood';

/** What is not known because a file that it goes through is not understood, by whom it is read. */
interface Hidden {
  /** By ASP.NET and IIS, as the application has it. */
  readonly configured?: Unknown;
  /** In applicationHost.config. */
  readonly server?: Unknown;
  /** In what a part merges from files of its own: any of them may be in it. */
  readonly merged?: Unknown;
}

/** Why the setting at a path is not known in a view, as long as some file is not understood. */
export function hiddenAt(view: SiteView, path: string): Unknown | undefined {
  const { configured, server, merged } = derived(view, hiddenIn);
  if (path.startsWith('system.applicationHost/')) return server;
  // Whatever a part merges starts from what web.config names.
  return path.startsWith('system.') ? configured : (configured ?? merged);
}

function hiddenIn({ site, variant }: SiteView): Hidden {
  const deployed = new Set([site.webConfig, ...(variant?.transforms ?? [])].map((file) => file && keyOf(file.path)));
  const hidden: { -readonly [Reader in keyof Hidden]: Unknown } = {};
  for (const { file: path, layer, active } of site.files) {
    const file = active ? site.sources.get(keyOf(path)) : undefined;
    const why = file && whyNotUnderstood(file);
    if (!why) continue;
    const unknown = { unknown: `${nameOf(path)} is not understood. ${why.message}` };
    if (deployed.has(keyOf(path)) || layer === 'machine.config' || layer === 'root web.config')
      hidden.configured ??= unknown;
    else if (layer === 'applicationHost.config') hidden.server ??= unknown;
    // A patch that is being written is left out, and the others are merged as before.
    else if (!ASIDE.has(layer) && !why.brokenOff) hidden.merged ??= unknown;
  }
  return hidden;
}

/** Read for themselves: a transform of another variant, a folder of its own, a file that one section is in. */
const ASIDE: ReadonlySet<string> = new Set(['transform', 'folder web.config', 'configSource', 'appSettings file']);
