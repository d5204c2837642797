/// <reference lib="dom" />
import { clip } from '../render/clip'
import { countsText } from '../render/countsText'
import { counted } from '../report/quantities'
import type { Report, ReportCommit, SkippedFile } from '../report/report'
import { visibleText } from '../../base/visibleText'
import { contributorMeaning, contributors, contributorWord, evidenceMeaning, skipReasonWord } from '../render/words'
import { element } from './element'
import { pathText } from './pathText'
import { quietSection } from './quietSection'

/** What stands under the files: what was not looked at, the commits, and what the words mean. */
export function footerView(report: Report): HTMLElement {
  const made = element('footer', {})
  if (report.skipped.length > 0) {
    const title = `${counted(report.skipped.length, 'file')} not looked at`
    made.append(quietSection(title, () => [element('ul', {}, ...report.skipped.map(skippedItem))]))
  }
  if (report.commits.length > 0) {
    const title = counted(report.commits.length, 'commit')
    made.append(quietSection(title, () => [element('ul', {}, ...report.commits.map(commitItem))]))
  }
  made.append(quietSection('What the words mean', () => [glossary()]))
  return made
}

function skippedItem({ path, reason }: SkippedFile): HTMLElement {
  return element('li', {}, pathText(path), element('span', { class: 'note' }, skipReasonWord[reason]))
}

function commitItem({ id, subject, claimed }: ReportCommit): HTMLElement {
  return element(
    'li',
    {},
    element('code', {}, id.slice(0, 10)),
    element('span', { class: 'subject' }, visibleText(clip(subject, 200))),
    element('span', { class: 'note' }, claimed === undefined ? 'says nothing of AI' : `says ${countsText(claimed)}`),
  )
}

function glossary(): HTMLElement {
  const entry = (word: string, meaning: string, mark?: HTMLElement): readonly HTMLElement[] => [
    element('dt', {}, ...(mark ? [mark] : []), word),
    element('dd', {}, meaning),
  ]
  return element(
    'dl',
    {},
    ...contributors.flatMap((contributor) =>
      entry(
        contributorWord[contributor],
        contributorMeaning[contributor],
        element('span', { class: `swatch fill-${contributor}`, 'aria-hidden': 'true' }),
      ),
    ),
    ...Object.entries(evidenceMeaning).flatMap(([word, meaning]) => entry(word, meaning)),
  )
}
