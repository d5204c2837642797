import { writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { UserFacingError } from '../base/errors'
import { rangeReport } from '../review/report/rangeReport'
import type { Report } from '../review/report/report'
import { renderHtml } from '../review/render/renderHtml'
import { renderJson } from '../review/render/renderJson'
import { renderMarkdown } from '../review/render/renderMarkdown'
import { renderText } from '../review/render/renderText'
import type { OpenRepository } from '../repository/openRepository'
import { openHere } from './openHere'
import { printError } from './print'
import { likeliestScope, type ReportScope, scopeOfRange, scopeSince } from './reportScope'
import { readTrailerSettings } from '../repository/repositorySettings'
import { showsColors } from './showsColors'
import { userFolder } from '../repository/userFolder'

export interface ReportOptions {
  /** Left out: `text` for a terminal, else `markdown`. */
  readonly format?: string
  /** A date as git reads them. */
  readonly since?: string
  readonly output?: string
}

const renderers: Readonly<Record<string, (report: Report, root: string) => string>> = {
  markdown: (report) => renderMarkdown(report),
  text: (report, root) =>
    renderText(report, {
      colored: showsColors(process.stdout),
      showPath: (path) => relative(userFolder(), join(root, path)) || path,
    }),
  json: (report) => renderJson(report),
  html: (report) => renderHtml(report),
}
const laterFormats = ['sarif', 'agent-trace', 'ndjson']

/**
 * `byline report [<base>..<head>]`: where AI wrote in a change. Without a range it takes the likeliest and says which
 * one that is.
 */
export async function reportCommand(range: string | undefined, options: ReportOptions): Promise<0> {
  const toTerminal = options.output === undefined && process.stdout.isTTY
  const format = options.format ?? (toTerminal ? 'text' : 'markdown')
  const render = Object.hasOwn(renderers, format) ? renderers[format] : undefined
  if (!render) throw new UserFacingError(formatProblem(format))
  const open = await openHere()
  const scope = await scopeOf(open, range, options.since)
  const text = render(await reportOn(open, scope), open.repository.root)
  if (options.output === undefined) process.stdout.write(text)
  else {
    await writeFile(resolve(userFolder(), options.output), text).catch((error: Error) => {
      throw new UserFacingError(`The report could not be written to ${options.output}: ${error.message}`)
    })
  }
  // What a terminal shows says it in its first line.
  const isGiven = range !== undefined || options.since !== undefined
  if (!isGiven && !(toTerminal && format === 'text')) printError(`byline: report on ${scope.label}`)
  return 0
}

function formatProblem(format: string): string {
  const known = Object.keys(renderers).join(', ')
  return laterFormats.includes(format)
    ? `The format ${format} is not there yet. There are ${known}.`
    : `There is no format "${format}". There are ${known}.`
}

async function scopeOf(
  { reader }: OpenRepository,
  range: string | undefined,
  since: string | undefined,
): Promise<ReportScope> {
  if (range !== undefined && since !== undefined) {
    throw new UserFacingError('Give either a range or --since, not both.')
  }
  if (range !== undefined) return scopeOfRange(reader, range)
  if (since !== undefined) return scopeSince(reader, since)
  return likeliestScope(reader)
}

async function reportOn(open: OpenRepository, { label, base, head }: ReportScope): Promise<Report> {
  const { key } = await readTrailerSettings(open)
  const keys = key === undefined ? [] : [key]
  const sources = { observations: open.ledger, repository: open.reader }
  return rangeReport(sources, { range: label, base, head, keys })
}
