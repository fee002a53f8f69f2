import { parseXml } from '../../syntax/xml/parse';

/** Stands for a `<sitecore>` that is not in the workspace. */
export const NOTHING = parseXml('<sitecore />');
