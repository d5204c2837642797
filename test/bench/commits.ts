import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { alternate } from './alternate'
import { BenchRepository, cli } from './benchRepository'
import { inWords, times } from './inWords'
import type { BenchPart, Measurement } from './measurement'
import { median } from './quantile'
import { sourceText } from './sourceText'

const commitRounds = 15
const filesWithAi = 10
const movedFiles = 500
const moveRounds = 5
const picks = 200
const picksWithAi = 5
const rebaseRounds = 3

/** What the commit hooks cost. */
export const commits: BenchPart = {
  name: 'commits',
  title: 'Commits and rebases',
  method:
    'One real repository with the hooks installed by `byline install`. The yardstick is the same git command in the ' +
    'same repository with `core.hooksPath` pointing nowhere, run in turn with it; medians. Where Node runs, what ' +
    '`node -e 0` takes in the same run is shown.',
  async run() {
    return [...(await commitTimes()), await moveTime(), await rebaseTime()]
  },
}

async function commitTimes(): Promise<readonly Measurement[]> {
  const repository = new BenchRepository()
  try {
    repository.import([new Map([['src/base.ts', sourceText(200, 'base')]])])
    repository.timeNode(cli, 'install')
    let number = 0
    const commit = (hooks: boolean): number => {
      repository.write('src/plain.ts', sourceText(100, `plain${number++}`))
      repository.git('add', '.')
      return repository.timeGit(hooks, 'commit', '--quiet', '-m', 'Nothing of AI')
    }
    const commitAi = async (hooks: boolean): Promise<number> => {
      const texts = new Map<string, string>()
      for (let file = 0; file < filesWithAi; file++) texts.set(`src/ai${file}.ts`, sourceText(100, `ai${number++}`))
      for (const [file, text] of texts) repository.write(file, text)
      if (hooks) await repository.record(texts, { pending: true })
      repository.git('add', '.')
      const ms = repository.timeGit(hooks, 'commit', '--quiet', '-m', 'Something of AI')
      const hasTrailers = repository.git('log', '-1', '--format=%B').includes('AI-Provenance: ')
      if (hasTrailers !== hooks) throw new Error(`Trailers: ${hasTrailers}, hooks: ${hooks}`)
      return ms
    }
    // Once there were AI lines, every commit is asked whether it brings them back; the second one finds nothing pending.
    await commitAi(true)
    commit(true)
    const [plain, hooked] = await alternate(commitRounds, [() => commit(false), () => commit(true)])
    const [plainAi, hookedAi, node] = await alternate(commitRounds, [
      () => commitAi(false),
      () => commitAi(true),
      () => repository.timeNode('-e', '0'),
    ])
    const more = median(hooked!) - median(plain!)
    const moreAi = median(hookedAi!) - median(plainAi!)
    return [
      {
        what: 'Commit with nothing pending',
        goal: '5 ms more than without hooks',
        isMet: more <= 5,
        result: `${inWords(more)} more`,
        ratio: times(median(hooked!) / median(plain!)),
        absolute: `${inWords(median(hooked!))} with, ${inWords(median(plain!))} without hooks`,
      },
      {
        what: `Commit with AI lines in ${filesWithAi} files`,
        goal: 'one start of Node and 60 ms more than without hooks',
        isMet: moreAi <= median(node!) + 60,
        result: `${inWords(moreAi)} more: Node and ${inWords(moreAi - median(node!))}`,
        ratio: times(median(hookedAi!) / median(plainAi!)),
        absolute: `${inWords(median(hookedAi!))} with, ${inWords(median(plainAi!))} without hooks; \`node -e 0\` ${inWords(median(node!))}`,
      },
    ]
  } finally {
    repository.dispose()
  }
}

/** The shell part of the hooks has no time limit: what it asks of each file must not grow with their number. */
async function moveTime(): Promise<Measurement> {
  const repository = new BenchRepository()
  try {
    repository.import([new Map([['base.ts', sourceText(50, 'base')]])])
    repository.timeNode(cli, 'install')
    const texts = new Map(
      Array.from({ length: movedFiles }, (_, file) => [`there/file${file}.ts`, sourceText(5, `moved${file}`)]),
    )
    for (const [file, text] of texts) repository.write(file, text)
    await repository.record(texts, { pending: true })
    repository.git('add', '.')
    repository.git('commit', '--quiet', '-m', 'Something of AI')
    repository.git('commit', '--quiet', '--allow-empty', '-m', 'Nothing is pending any more')
    const known = readdirSync(join(repository.folder, '.git', 'byline', 'ai-versions')).length
    if (known !== movedFiles) throw new Error(`${known} versions with AI lines are known`)
    let place = 'there'
    const move = (hooks: boolean): number => {
      const from = place
      place = place === 'there' ? 'elsewhere' : 'there'
      repository.git('mv', from, place)
      return repository.timeGit(hooks, 'commit', '--quiet', '-m', 'Moved')
    }
    const [plain, hooked] = await alternate(moveRounds, [() => move(false), () => move(true)])
    return {
      what: `Commit that moves ${movedFiles} files with AI lines`,
      result: `${inWords(median(hooked!) - median(plain!))} more`,
      ratio: times(median(hooked!) / median(plain!)),
      absolute: `${inWords(median(hooked!))} with, ${inWords(median(plain!))} without hooks`,
    }
  } finally {
    repository.dispose()
  }
}

async function rebaseTime(): Promise<Measurement> {
  const repository = new BenchRepository()
  try {
    repository.import([new Map([['base.ts', sourceText(50, 'base')]])])
    repository.timeNode(cli, 'install')
    repository.git('checkout', '--quiet', '-b', 'topic')
    for (let pick = 0; pick < picks; pick++) {
      const file = `src/file${pick}.ts`
      const text = sourceText(30, `pick${pick}`)
      repository.write(file, text)
      const isAi = pick % (picks / picksWithAi) === 7
      if (isAi) await repository.record(new Map([[file, text]]), { pending: true })
      repository.git('add', '.')
      repository.timeGit(isAi, 'commit', '--quiet', '-m', `Pick ${pick}`)
    }
    // As after the next ordinary commit, nothing of it is pending any more.
    repository.write('last.ts', 'last()\n')
    repository.git('add', '.')
    repository.git('commit', '--quiet', '-m', 'Last')
    repository.git('reset', '--quiet', '--hard', 'HEAD~1')
    repository.git('tag', 'before')
    repository.git('checkout', '--quiet', 'main')
    repository.write('base.ts', sourceText(60, 'base'))
    repository.git('commit', '--quiet', '-a', '-m', 'Base moves on')
    const rebase = (hooks: boolean): number => {
      repository.git('checkout', '--quiet', '-B', 'topic', 'before')
      const ms = repository.timeGit(hooks, 'rebase', '--quiet', 'main')
      const marked = repository
        .git('log', '--format=%H', '--grep=AI-Provenance', 'main..topic')
        .trim()
        .split('\n').length
      if (marked !== picksWithAi) throw new Error(`${marked} picks have trailers after the rebase`)
      return ms
    }
    const [plain, hooked, node] = await alternate(rebaseRounds, [
      () => rebase(false),
      () => rebase(true),
      () => repository.timeNode('-e', '0'),
    ])
    const ratio = median(hooked!) / median(plain!)
    return {
      what: `Rebase of ${picks} picks, ${picksWithAi} with AI lines`,
      goal: '1.5 times plain git',
      isMet: ratio <= 1.5,
      result: times(ratio),
      ratio: times(ratio),
      absolute: `${inWords(median(hooked!))} with, ${inWords(median(plain!))} without hooks; \`node -e 0\` ${inWords(median(node!))}`,
    }
  } finally {
    repository.dispose()
  }
}
