import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { settings } from '../../../server/src/settings/catalogue';

/** The catalogue against the tables of the reference it was written from (3.2 to 3.6). */

const reference = path.resolve(__dirname, '../../../../shared/reference/sitecore.md');

/** What the reference lists and the catalogue leaves out on purpose. */
const WITHOUT_SETTING: Readonly<Record<string, string>> = {
  'Authentication.TicketTimeout': 'found in no file anywhere',
  PageStateStore: 'a type, not a value',
  'sessionState/providers': 'a collection; the provider that holds the sessions has its attributes',
  'sessionState@cookieSameSite': 'of ASP.NET, there under its own name',
  'httpCookies@sameSite/requireSSL': 'of ASP.NET, there under their own names',
  receiveTimeout: 'of a WCF binding',
  sendTimeout: 'of a WCF binding',
  '.SlidingExpiration': 'the end of MediaResponse.SlidingExpiration',
  '.ClientId': 'the end of a name that is there',
  '.ResourceOwnerClientId': 'the end of a name that is there',
  'http://www.sitecore.net/identity/claims/cookieExp': 'a claim: it decides which clock signs out',
  'owin.cookieAuthentication.signIn/...SetCookieLifetime': 'a processor without values',
  SetRobotSessionTimeOut: 'a processor without values',
  sessionEnd: 'a pipeline',
  postSessionEnd: 'a pipeline',
  commitSession: 'a pipeline',
  endAnalytics: 'a pipeline',
  '/sitecore/service/keepalive.aspx': 'the page that the UrlAgent asks for',
  'SetEmailRenderSessionTimeout/Timeout': 'there by the desc of its processor',
  '...IdentityServer.Disabler.config.example': 'a file',
  '...Authentication.Disabler.config.example': 'a file',
};

/** Names are written whole (`Login.DisableRememberMe`), from some element on, or without what stands after them. */
function isInCatalogue(name: string): boolean {
  const wanted = name
    .replace(/\[@/g, '[')
    .replace(/^\.{3}\//, '')
    .replace(/^appSettings /, '')
    .replace('@', '/')
    .replace('//', '/');
  return settings.some(({ path: at }) => {
    const bare = at.replace('/@', '/');
    if (bare === wanted || bare.endsWith(`/${wanted}`)) return true;
    return [`'${wanted}'`, `.${wanted}'`, `/${wanted}/`].some((part) => bare.includes(part));
  });
}

function names(): { row: string; name: string }[] {
  const found: { row: string; name: string }[] = [];
  let inside = false;
  for (const line of readFileSync(reference, 'utf8').split('\n')) {
    if (line.startsWith('#')) inside = /^### 3\.[2-5] /.test(line);
    if (!inside || !line.startsWith('|') || /^\|(?:-| setting)/.test(line)) continue;
    const cell = line.split('|')[1]!;
    for (const [, name] of cell.matchAll(/`([^`]+)`/g)) found.push({ row: cell.trim(), name: name! });
  }
  return found;
}

describe('the catalogue and the reference of Sitecore', () => {
  if (!existsSync(reference)) {
    it('skipped: the reference is not beside the repository', function () {
      this.skip();
    });
    return;
  }

  it('agree on which settings there are', () => {
    const rows = names();
    assert.ok(rows.length > 60);
    const missing = rows.filter(({ name }) => !(name in WITHOUT_SETTING) && !isInCatalogue(name));
    assert.deepEqual(
      missing.map(({ row, name }) => `${name} of ${row}`),
      [],
    );
    const unused = Object.keys(WITHOUT_SETTING).filter((name) => !rows.some((row) => row.name === name));
    assert.deepEqual(unused, []);
  });
});
