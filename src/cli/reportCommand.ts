import { writeFile } from 'node:fs/promises'
import { UserFacingError } from '../base/errors'
import { rangeReport } from '../report/rangeReport'
import type { Report } from '../report/report'
import { renderHtml } from '../report/renderHtml'
import { renderJson } from '../report/renderJson'
import { renderMarkdown } from '../report/renderMarkdown'
import { openRepository, type OpenRepository } from './openRepository'
import { readTrailerSettings } from './settings'

const renderers: Readonly<Record<string, (report: Report) => string>> = {
  markdown: (report) => renderMarkdown(report),
  json: renderJson,
  html: renderHtml,
}
/** The id that git gives the tree without files, with SHA-1 and with SHA-256: `git hash-object -t tree /dev/null`. */
const emptyTrees: readonly string[] = [
  '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
]
const laterFormats = ['sarif', 'agent-trace', 'ndjson']

/** `byline report [<base>..<head>]`: where AI wrote in a change; without a range, in what is not committed. */
export async function reportCommand(
  range: string | undefined,
  options: { readonly format: string; readonly output?: string },
): Promise<0> {
  const render = Object.hasOwn(renderers, options.format) ? renderers[options.format] : undefined
  if (!render) throw new UserFacingError(formatProblem(options.format))
  const open = await openRepository(process.cwd())
  const text = render(await reportOn(open, range))
  if (options.output === undefined) process.stdout.write(text)
  else {
    await writeFile(options.output, text).catch((error: Error) => {
      throw new UserFacingError(`The report could not be written to ${options.output}: ${error.message}`)
    })
  }
  return 0
}

function formatProblem(format: string): string {
  const known = Object.keys(renderers).join(', ')
  return laterFormats.includes(format)
    ? `The format ${format} is not there yet. There are ${known}.`
    : `There is no format "${format}". There are ${known}.`
}

async function reportOn(open: OpenRepository, range: string | undefined): Promise<Report> {
  const { base, head } = await endsOf(open, range)
  const { key } = await readTrailerSettings(open)
  const keys = key === undefined ? [] : [key]
  const sources = { observations: open.ledger, repository: open.reader }
  return rangeReport(sources, { range: range ?? 'uncommitted changes', base, head, keys })
}

/** The commits a report lies between; without `head` it is the files on disk. */
async function endsOf(
  { reader }: OpenRepository,
  range: string | undefined,
): Promise<{ readonly base: string | undefined; readonly head?: string }> {
  if (range === undefined) return { base: await reader.commitId('HEAD') }
  const match = /^(.*?)(\.{2,3})(.*)$/.exec(range)
  if (!match)
    throw new UserFacingError(`"${range}" is no range. Give two revisions as <base>..<head>, such as main..HEAD.`)
  const [from, to] = await Promise.all([match[1]!, match[3]!].map((rev) => existing(reader, rev === '' ? 'HEAD' : rev)))
  if (to === undefined) throw noRevision(match[3]!)
  if (match[2] === '..') return { base: from, head: to }
  if (from === undefined) throw noRevision(match[1]!)
  const { code, stdout } = await reader.git.run(['merge-base', from, to], { answers: [1] })
  if (code === 1) throw new UserFacingError(`${match[1]} and ${match[3]} have no commit in common.`)
  return { base: stdout.toString('utf8').trim(), head: to }
}

/** The id of a commit; `undefined` for the empty tree, on top of which everything was added. */
async function existing(reader: OpenRepository['reader'], rev: string): Promise<string | undefined> {
  const id = await reader.commitId(rev)
  if (id === undefined && !emptyTrees.includes(rev)) throw noRevision(rev)
  return id
}

function noRevision(rev: string): UserFacingError {
  return new UserFacingError(`There is no revision "${rev}" in this repository.`)
}
