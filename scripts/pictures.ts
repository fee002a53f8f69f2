import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** A PNG as WebP, `width` pixels wide: a fifth of the size, for pictures that travel in the package. */
export async function webpOf(browser: Browser, png: string, width: number): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    const source = `data:image/png;base64,${readFileSync(png).toString('base64')}`;
    const base64 = await page.evaluate(convert, { source, width });
    return Buffer.from(base64, 'base64');
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
async function convert({ source, width }: { readonly source: string; readonly width: number }): Promise<string> {
  const image = await createImageBitmap(await (await fetch(source)).blob());
  const canvas = new OffscreenCanvas(width, Math.round((image.height * width) / image.width));
  const drawing = canvas.getContext('2d')!;
  drawing.imageSmoothingQuality = 'high';
  drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
  const bytes = await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.3 })).arrayBuffer();
  return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
}
