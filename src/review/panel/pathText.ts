/// <reference lib="dom" />
import { visibleText } from '../../base/visibleText'
import { element } from './element'

/** A path with its file name standing out; what can not be seen in it is made visible. */
export function pathText(path: string): HTMLElement {
  const visible = visibleText(path)
  const slash = visible.lastIndexOf('/') + 1
  return element(
    'span',
    { class: 'path', title: visible },
    element('span', { class: 'folder' }, visible.slice(0, slash)),
    element('span', { class: 'name' }, visible.slice(slash)),
  )
}
