import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { parse } from 'acorn'
import { simple } from 'acorn-walk'
import { transformSync } from 'esbuild'
import { checkSync } from 'recheck'

/** Files that put expressions together; what they make of them is looked at as they are loaded, in this order. */
const assembling: Readonly<Record<string, () => Promise<unknown>>> = {
  'src/base/visibleText.ts': () => import('../../src/base/visibleText'),
  'src/commit/hooks/sourcedFiles.ts': () => import('../../src/commit/hooks/sourcedFiles'),
  'src/commit/hooks/plainShell.ts': () => import('../../src/commit/hooks/plainShell'),
}

/** Those that put one together from fixed words at each call: the words have no repetition in them. */
const ofWords = ['src/commit/hooks/hookState.ts', 'src/formats/trailers/messageTrailers.ts']

interface Found {
  readonly file: string
  readonly source: string
  readonly flags: string
}

describe('Every regular expression', function () {
  this.timeout(120_000)
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `src/${file.replaceAll('\\', '/')}`)

  it('takes time in proportion to the text, whatever the text', async () => {
    const found = [...files.flatMap(literalsIn), ...(await assembled())]
    assert.ok(found.length > 150, `only ${found.length} were found`)
    const slow = found.flatMap(({ file, source, flags }) => {
      // What it cannot prove either way, for back references and the like, `npm run fuzz` runs against the clock.
      const checked = checkSync(source, flags.replace('d', ''), { checker: 'automaton', timeout: 1_000 })
      return checked.status === 'vulnerable' ? [`${file}: /${source}/${flags} (${checked.complexity.summary})`] : []
    })
    assert.deepEqual(slow, [])
  })

  it('that is put together is looked at, too', () => {
    const assemble = files.filter((file) => /\bRegExp\(/.test(readFileSync(file, 'utf8')))
    assert.deepEqual(assemble.sort(), [...Object.keys(assembling), ...ofWords].sort())
  })
})

function literalsIn(file: string): readonly Found[] {
  const found: Found[] = []
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', target: 'esnext' })
  simple(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), {
    Literal: ({ regex }) => {
      if (regex) found.push({ file, source: regex.pattern, flags: regex.flags })
    },
  })
  return found
}

/** What the files make when they are loaded. */
async function assembled(): Promise<readonly Found[]> {
  const found: Found[] = []
  const Original = RegExp
  for (const [file, load] of Object.entries(assembling)) {
    globalThis.RegExp = new Proxy(Original, {
      construct: (target, [source, flags]: [string, string | undefined]) => {
        found.push({ file, source, flags: flags ?? '' })
        return new target(source, flags)
      },
    })
    const before = found.length
    await load().finally(() => (globalThis.RegExp = Original))
    assert.ok(found.length > before, `${file} made none, or was loaded before`)
  }
  return found
}
