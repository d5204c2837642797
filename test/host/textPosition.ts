import type { Page } from 'playwright-core'

/** A point of the page in CSS pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

// Sent as text: it runs in the page, and this project has no use for the types of the DOM elsewhere.
const locate = `([line, column]) => {
  const editor = document.querySelector('.editor-group-container.active .modified .monaco-editor')
    ?? document.querySelector('.editor-group-container.active .monaco-editor');
  const number = [...(editor?.querySelectorAll('.line-numbers') ?? [])].find((e) => e.textContent.trim() === String(line + 1));
  if (!number) return null;
  const top = number.getBoundingClientRect().top;
  const viewLine = [...editor.querySelectorAll('.view-line')].find((e) => Math.abs(e.getBoundingClientRect().top - top) < 2);
  if (!viewLine) return null;
  const walker = document.createTreeWalker(viewLine, NodeFilter.SHOW_TEXT);
  let rest = column;
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    last = node;
    if (rest < node.length) break;
    rest -= node.length;
    last = null;
  }
  const box = viewLine.getBoundingClientRect();
  const y = box.top + box.height / 2;
  if (!last) {
    const end = viewLine.firstElementChild.getBoundingClientRect();
    return { x: end.right + 1, y };
  }
  const range = document.createRange();
  range.setStart(last, rest);
  range.setEnd(last, rest + 1);
  const rect = range.getBoundingClientRect();
  return { x: rect.left + Math.min(1, rect.width / 3), y };
}`

/**
 * Where a position of the active editor stands on the page, just right of its left edge.
 * The line must be visible and not wrapped. Line and column are 0-based.
 * @returns null when it is not visible
 */
export async function pointOfPosition(page: Page, line: number, column: number): Promise<Point | null> {
  return page.evaluate<Point | null>(`(${locate})([${line}, ${column}])`)
}
