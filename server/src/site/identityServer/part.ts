import type { RunHost } from '../../config/csharp/run';
import type { Place as CodePlace } from '../../config/csharp/value';
import { identityServerIn } from '../../config/identityServer/host';
import { originOf } from '../../config/identityServer/links';
import { introspectingApisIn, relyingPartiesIn } from '../../config/identityServer/party';
import { derived } from '../../derived';
import { keyOf } from '../../files/paths';
import { JSON_FILE } from '../../syntax/json/kind';
import type { JsonNode } from '../../syntax/json/parse';
import { CORE } from '../core/key';
import type { ParsedFile } from '../parsed';
import type { LinkEnd, SiteView } from '../site';
import type { Loading, SitePart } from '../sitePart';
import { IDENTITY_SERVER, type IdentityServerSite, type IdentityServerView } from './key';

/** IdentityServer over ASP.NET Core: the host itself, and the applications and APIs that rely on one. */
export const identityServer: SitePart<IdentityServerSite, IdentityServerView> = {
  key: IDENTITY_SERVER,
  watches: ['**/launchSettings.json'],
  kinds: [JSON_FILE],
  shares: sharesOf,
  async load(loading) {
    const core = loading.part(CORE);
    if (!core?.project || !core.code.some((file) => derived(file, saysIn).concerned)) return undefined;
    const isHost = core.code.some((file) => derived(file, saysIn).added);
    return {
      loaded: {
        origins: originsIn(await launchSettings(loading)),
        hears: core.code.some((file) => derived(file, saysIn).hears),
      },
      ...(isHost && { stack: 'identityserver', version: versionOf(core.project.project.packages) }),
      view: viewIn,
    };
  },
};

/** A host is known by the addresses it listens at, who relies on it by the authority it names. */
function sharesOf(view: SiteView): LinkEnd[] {
  const found = view.part(IDENTITY_SERVER);
  if (!found) return [];
  const end = (origin: string, at?: CodePlace): LinkEnd => ({
    kind: 'authority',
    key: origin,
    name: origin,
    ...(at && { at: { file: at.path, span: { start: at.start, end: at.end } } }),
  });
  const origins = found.host ? (view.site.part(IDENTITY_SERVER)?.origins ?? []) : [];
  const relied = [...found.parties, ...found.apis].flatMap(({ authority }) => {
    const origin = typeof authority.value === 'string' ? originOf(authority.value) : undefined;
    return origin ? [end(origin, authority.at)] : [];
  });
  return [...origins.map((origin) => end(origin, found.host?.at)), ...relied];
}

/** Code that says none of this has nothing to do with IdentityServer. */
const CONCERNED = /IdentityServer|OpenIdConnect|OAuth2Introspection/;
/** A call of AddIdentityServer that is no comment. */
const ADDED = /^(?!\s*\/\/).*\bAddIdentityServer\s*[(<]/m;
/** An endpoint that reads logout tokens, or Duende's BFF, which has one. */
const HEARING = /logout_token|back-?channel-?logout|\bAddBff\b/i;

/** Looked for once in each version of a file. */
function saysIn({ text }: ParsedFile) {
  return { concerned: CONCERNED.test(text), added: ADDED.test(text), hears: HEARING.test(text) };
}

function versionOf(packages: ReadonlyMap<string, string>): string | undefined {
  const found = [...packages].find(([name]) => /^(?:duende\.)?identityserver4?(?:\.|$)/.test(name));
  return found?.[1];
}

function viewIn(view: SiteView): IdentityServerView {
  const run = view.part(CORE)?.run;
  if (!run) return { host: undefined, parties: [], apis: [] };
  return { host: hostIn(view, run), parties: relyingPartiesIn(run), apis: introspectingApisIn(run) };
}

function hostIn(view: SiteView, run: RunHost) {
  return identityServerIn(run, view.part(CORE)?.settings ?? [], {
    texts: (view.site.part(CORE)?.code ?? []).map(({ text }) => text),
    textAt: ({ path, start, end }) => view.site.sources.get(keyOf(path))?.text.slice(start, end) ?? '',
  });
}

async function launchSettings({ folders, root, readCode }: Loading): Promise<ParsedFile | undefined> {
  const properties = folders.folder(root, 'Properties');
  const path = properties && folders.file(properties, 'launchSettings.json');
  return path ? readCode(path, JSON_FILE) : undefined;
}

/** Every address under `applicationUrl`, in whatever profile. */
function originsIn(file: ParsedFile | undefined): string[] {
  const found = new Set<string>();
  const visit = (node: JsonNode | undefined): void => {
    for (const child of node?.children ?? []) {
      const [key, value] = child.type === 'property' ? (child.children ?? []) : [];
      if (key?.value === 'applicationUrl' && value?.type === 'string') {
        for (const address of String(value.value).split(';')) {
          const origin = originOf(address);
          if (origin) found.add(origin);
        }
      } else visit(child);
    }
  };
  visit(file?.tree(JSON_FILE).root);
  return [...found];
}
