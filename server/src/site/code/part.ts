import { CORE } from '../core/key';
import { KATANA } from '../katana/key';
import type { SiteView } from '../site';
import type { SitePart } from '../sitePart';
import { CODE, type CodeSite, type CodeView } from './key';

/** What all frameworks that are set up in code have in common: options with a class, a name and a property. */
export const code: SitePart<CodeSite, CodeView> = {
  key: CODE,
  watches: [],
  async load(loading) {
    if (!loading.part(CORE)?.project && !loading.part(KATANA)) return undefined;
    return { loaded: { unread: [] }, view: viewOf };
  },
};

function viewOf(view: SiteView): CodeView {
  const settings = [...(view.part(CORE)?.settings ?? []), ...(view.part(KATANA)?.settings ?? [])];
  return { options: new Map(settings.map((setting) => [setting.path, setting])) };
}
