import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../host/projectRoot'
import { alternate } from './alternate'
import { BenchRepository, cli } from './benchRepository'
import { inWords, times } from './inWords'
import type { BenchPart, Measurement } from './measurement'
import { median } from './quantile'
import { sourceLine, sourceText } from './sourceText'
import { timeAttribution } from './timeAttribution'

const blamedCommits = 500
const blameRounds = 15
/** Files that the editor looked up before: by then its code is compiled. */
const warmUpRounds = 20
const reportedFiles = 1_000
const reportRounds = 5

/** How it is known who wrote the text: from notes alone, as in a colleague's clone, or from this machine's records alone. */
type Known = 'noted' | 'recorded'

/** What it takes to ask who wrote committed text. */
export const questions: BenchPart = {
  name: 'questions',
  title: 'Who wrote committed text',
  method:
    'Real repositories, made with `git fast-import`. Attribution: the ledger is opened, the file read at HEAD through a ' +
    'new git process and its lines resolved anew in each round, as the editor does on opening a file: the first one that a process ' +
    `looks up, and one in a process that looked up ${warmUpRounds} before. The report is the command ` +
    'line as it is shipped, with Node’s own start taken off. Noted: shared by `byline sync`, then the records deleted, as ' +
    'in a colleague’s clone. Yardsticks run in turn with them; medians.',
  async run() {
    return [
      ...(await attributionOfFile('noted')),
      ...(await attributionOfFile('recorded')),
      await reportOfRange('noted'),
      await reportOfRange('recorded'),
    ]
  },
}

async function attributionOfFile(known: Known): Promise<readonly Measurement[]> {
  const repository = new BenchRepository()
  try {
    const file = 'src/long.ts'
    const lines = sourceText(1_000, 'first').split(/(?<=\n)/)
    const versions: ReadonlyMap<string, string>[] = []
    for (let version = 0; version < blamedCommits; version++) {
      const line = (version * 37) % lines.length
      lines[line] = sourceLine(line, `v${version}`)
      versions.push(new Map([[file, lines.join('')]]))
    }
    repository.import(versions)
    await repository.record(versions.at(-1)!, { pending: false })
    if (known === 'noted') repository.shareAndForget()
    for (let round = 0; round < warmUpRounds; round++) await timeAttribution(repository.folder, file)
    const once = join(projectRoot(), 'out', 'test', 'bench', 'attributionOnce.cjs')
    const [later, first, blame] = await alternate(blameRounds, [
      () => timeAttribution(repository.folder, file),
      () => Number(execFileSync(process.execPath, [once, repository.folder, file], { encoding: 'utf8' })),
      () => repository.timeGit(true, 'blame', '--porcelain', 'HEAD', '--', file),
    ])
    const faster = (which: string, own: readonly number[]): Measurement => {
      const ratio = median(blame!) / median(own)
      return {
        what: `Attribution of one ${known} file at HEAD, ${blamedCommits} commits, ${which}`,
        goal: '10 times faster than `git blame`',
        isMet: ratio >= 10,
        result: `${times(ratio)} faster`,
        ratio: times(median(own) / median(blame!)),
        absolute: `${inWords(median(own))}, \`git blame\` ${inWords(median(blame!))}`,
      }
    }
    return [faster('the first file of a process', first!), faster('a later one', later!)]
  } finally {
    repository.dispose()
  }
}

async function reportOfRange(known: Known): Promise<Measurement> {
  const repository = new BenchRepository()
  try {
    const texts = (salt: string): ReadonlyMap<string, string> =>
      new Map(
        Array.from({ length: reportedFiles }, (_, file) => [
          `src/part${file % 20}/file${file}.ts`,
          `${sourceText(80, `f${file}`)}${sourceText(20, `${salt}${file}`)}`,
        ]),
      )
    const later = texts('later')
    repository.import([texts('earlier'), later])
    await repository.record(later, { pending: false })
    if (known === 'noted') repository.shareAndForget()
    const output = join(repository.folder, '.git', 'report.json')
    const report = (): number => {
      const ms = repository.timeNode(cli, 'report', 'HEAD~1..HEAD', '--format', 'json', '--output', output)
      const { totals } = JSON.parse(readFileSync(output, 'utf8')) as { totals: { ai: number } }
      if (totals.ai !== reportedFiles * 20) throw new Error(`${totals.ai} lines of AI in the report`)
      return ms
    }
    const [reported, diff, node] = await alternate(reportRounds, [
      report,
      () => repository.timeGit(true, 'diff', '--numstat', 'HEAD~1', 'HEAD'),
      () => repository.timeNode('-e', '0'),
    ])
    const own = median(reported!) - median(node!)
    const ratio = own / median(diff!)
    return {
      what: `Report of a range of ${reportedFiles.toLocaleString('en')} changed files, all ${known}`,
      goal: '3 times `git diff --numstat`, Node’s start taken off',
      isMet: ratio <= 3,
      result: times(ratio),
      ratio: times(ratio),
      absolute: `${inWords(median(reported!))} in all, \`git diff --numstat\` ${inWords(median(diff!))}, \`node -e 0\` ${inWords(median(node!))}`,
    }
  } finally {
    repository.dispose()
  }
}
