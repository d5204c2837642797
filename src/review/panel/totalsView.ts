/// <reference lib="dom" />
import type { Counts } from '../../attribution/lines/fileProvenance'
import { lineCount } from '../render/lineCount'
import { numberText, percentText } from '../report/quantities'
import { contributorMeaning, contributors, contributorWord } from '../render/words'
import { bar } from './bar'
import { element } from './element'

/** The bar over all added lines and, under it, the four numbers that it is made of. */
export function totalsView(totals: Counts): HTMLElement {
  const total = lineCount(totals)
  const tiles = contributors.map((contributor) =>
    element(
      'li',
      { class: totals[contributor] === 0 ? 'none' : '', title: contributorMeaning[contributor] },
      element('span', { class: `swatch fill-${contributor}`, 'aria-hidden': 'true' }),
      element('span', { class: 'word' }, contributorWord[contributor]),
      element('span', { class: 'number' }, numberText(totals[contributor])),
      element('span', { class: 'share' }, percentText(totals[contributor], total)),
    ),
  )
  return element('div', { class: 'totals' }, bar(totals, 'large'), element('ul', {}, ...tiles))
}
