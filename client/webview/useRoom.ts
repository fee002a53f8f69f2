import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Measure } from './measure';
import { measureWith } from './measure';

/** How much place the page has, and how wide its letters are. */
export interface Room {
  /** Content width in pixels. */
  readonly width: number;
  /** 1 at a font size of 13 px. */
  readonly unit: number;
  readonly measure: Measure;
}

/** The room inside `element`, kept up to date; null until it is on the page. */
export function useRoom(element: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    const canvas = document.createElement('canvas').getContext('2d');
    const main = element.current;
    if (!canvas || !main) return;
    let font = '';
    let measure: Measure;
    const look = () => {
      const { fontFamily, fontSize } = getComputedStyle(document.body);
      const { paddingLeft, paddingRight } = getComputedStyle(main);
      const width = Math.floor(main.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight));
      if (font !== fontFamily) {
        font = fontFamily;
        measure = measureWith(canvas, fontFamily);
      }
      const unit = (Number.parseFloat(fontSize) || 13) / 13;
      setRoom((room) =>
        room?.width === width && room.unit === unit && room.measure === measure ? room : { width, unit, measure },
      );
    };
    look();
    const size = new ResizeObserver(look);
    size.observe(main);
    // A theme or font setting changes variables on <html> without any other event.
    const theme = new MutationObserver(look);
    theme.observe(document.documentElement, { attributeFilter: ['style'] });
    document.fonts?.ready.then(look);
    return () => {
      size.disconnect();
      theme.disconnect();
    };
  }, []);
  return room;
}
