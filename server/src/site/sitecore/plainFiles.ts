import type { FileKind } from '../../syntax/kind';

/** Files of a repository that are read as text: containers, environments, builds, solutions. */
export const REPOSITORY_TEXT: FileKind<string> = {
  name: 'repository',
  names:
    /(?:\.ya?ml|\.slnx?|(?:^|\/)(?:sitecore|xmcloud\.build)\.json|(?:^|\/)\.?env(?:\.\w+)*|(?:^|\/)dockerfile(?:\.[\w-]+)?|\.dockerfile)$/i,
  parse: (text) => text,
};
