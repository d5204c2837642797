/// <reference lib="dom" />
import { element } from './element'

/** A folded section for what most readers pass over; `content` is made when it is first opened. */
export function quietSection(title: string, content: () => readonly HTMLElement[]): HTMLDetailsElement {
  const made = element(
    'details',
    { class: 'quiet' },
    element('summary', {}, element('span', { class: 'chevron', 'aria-hidden': 'true' }), title),
  )
  made.addEventListener('toggle', () => {
    if (made.open && made.childElementCount === 1) made.append(element('div', { class: 'inside' }, ...content()))
  })
  return made
}
