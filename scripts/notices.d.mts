export function noticesFor(files: readonly string[], root: string): string;
