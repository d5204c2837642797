import { join } from 'node:path'
import { alternate } from './alternate'
import { cli } from './benchRepository'
import { inWords, times } from './inWords'
import { blamed, LargeRepository, reportedFiles, type Scale } from './largeRepository'
import type { BenchPart, Measurement } from './measurement'
import { median } from './quantile'
import { timeAttribution } from './timeAttribution'

const littleScale: Scale = { files: 500, commits: 1_000 }
const bigScale: Scale = { files: 50_000, commits: 100_000 }
const rounds = 7
/** What two medians of one thing differ by on a machine that does other things, too. */
const noise = 1.25
const memoryGoal = 150

/** The commands of Byline in a large repository beside a small one. Takes minutes, so it is run by name only. */
export const large: BenchPart = {
  name: '--large',
  title: 'A large repository',
  isManual: true,
  method:
    `Two repositories made with \`git fast-import\`, measured in one run and in turn: ${inNumbers(littleScale)}; and ` +
    `${inNumbers(bigScale)}. Both have the hooks of \`byline install\`, and notes on a bare remote on the same disk of ` +
    `the ${reportedFiles} files of the last commit and of the file that is blamed. Each command stands beside git’s own ` +
    'of its kind: `git commit` without hooks, `git blame`, `git diff --numstat`, `git fetch`. What is compared is ' +
    'how many times longer a command takes in the large one, or how many milliseconds; up to a quarter more than git ' +
    'counts as the noise of the measurement. Medians. Memory is the most that each command’s own process held in the large one.',
  async run() {
    const repositories: LargeRepository[] = []
    try {
      for (const scale of [littleScale, bigScale]) repositories.push(await LargeRepository.create(scale))
      const [first, second] = repositories
      return [...(await growths(first!, second!)), await memory(second!)]
    } finally {
      for (const repository of repositories) repository.dispose()
    }
  },
}

/** One command of Byline and git's own of its kind; each gives milliseconds. */
interface Pair {
  readonly what: string
  readonly yardstick: string
  readonly own: (repository: LargeRepository) => number | Promise<number>
  readonly git: (repository: LargeRepository) => number | Promise<number>
}

const pairs: readonly Pair[] = [
  {
    what: 'Commit with nothing pending',
    yardstick: '`git commit` without hooks',
    own: (repository) => repository.commit(true, false),
    git: (repository) => repository.commit(false, false),
  },
  {
    what: 'Commit with AI lines in one file',
    yardstick: '`git commit` without hooks',
    own: (repository) => repository.commit(true, true),
    git: (repository) => repository.commit(false, false),
  },
  {
    what: '`byline blame` of one noted file',
    yardstick: '`git blame`',
    own: ({ git }) => git.timeNode(cli, 'blame', blamed, '--rev', 'main'),
    git: ({ git }) => git.timeGit(false, 'blame', '--porcelain', 'main', '--', blamed),
  },
  {
    what: 'Who wrote one noted file, told as on opening it',
    yardstick: '`git blame`',
    own: ({ git }) => timeAttribution(git.folder, blamed),
    git: ({ git }) => git.timeGit(false, 'blame', '--porcelain', 'main', '--', blamed),
  },
  {
    what: `\`byline report\` of a range of ${reportedFiles} files`,
    yardstick: '`git diff --numstat`',
    own: ({ git }) => git.timeNode(cli, 'report', 'main~1..main'),
    git: ({ git }) => git.timeGit(false, 'diff', '--numstat', 'main~1', 'main'),
  },
  {
    what: '`byline sync` with nothing new',
    yardstick: '`git fetch`',
    own: ({ git }) => git.timeNode(cli, 'sync'),
    git: ({ git }) => git.timeGit(false, 'fetch', '--quiet', 'origin'),
  },
]

async function growths(little: LargeRepository, big: LargeRepository): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = []
  for (const { what, yardstick, own, git } of pairs) {
    const taken = await alternate(rounds, [() => own(little), () => git(little), () => own(big), () => git(big)])
    const [ownLittle, gitLittle, ownBig, gitBig] = taken.map(median) as [number, number, number, number]
    const growth = ownBig / ownLittle
    const growthOfGit = gitBig / gitLittle
    measurements.push({
      what,
      goal: 'grows no more than git’s own',
      isMet: growth <= Math.max(1, growthOfGit) * noise || ownBig - ownLittle <= (gitBig - gitLittle) * noise,
      result: `${times(growth)} as long as in the small one`,
      ratio: `${yardstick}: ${times(growthOfGit)}`,
      absolute: `large ${inWords(ownBig)} (git ${inWords(gitBig)}), small ${inWords(ownLittle)} (git ${inWords(gitLittle)})`,
    })
  }
  return measurements
}

async function memory(repository: LargeRepository): Promise<Measurement> {
  const { git } = repository
  await repository.stage(true)
  git.write('.git/message', 'Something of AI\n')
  const peaks = [
    ['commit hook', git.peakMemory('hook', 'prepare-commit-msg', join(git.folder, '.git', 'message'), 'message')],
    ['blame', git.peakMemory('blame', blamed, '--rev', 'main')],
    ['report', git.peakMemory('report', 'main~1..main')],
    ['sync', git.peakMemory('sync')],
  ] as const
  const most = Math.max(...peaks.map(([, bytes]) => bytes)) / 1024 / 1024
  return {
    what: 'Memory of the command line',
    goal: `under ${memoryGoal} MB`,
    isMet: most < memoryGoal,
    result: `${most.toFixed(0)} MB at most`,
    ratio: '',
    absolute: peaks.map(([what, bytes]) => `${what} ${(bytes / 1024 / 1024).toFixed(0)} MB`).join(', '),
  }
}

function inNumbers({ files, commits }: Scale): string {
  return `${files.toLocaleString('en')} files and ${commits.toLocaleString('en')} commits`
}
