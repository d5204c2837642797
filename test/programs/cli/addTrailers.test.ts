import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addTrailers } from '../../../src/commit/addTrailers'
import type { MessageConfig } from '../../../src/commit/messageConfig'
import { temporaryFolder } from '../../unit/ledger/temporaryFolder'

const trailers = ['Assisted-by: Claude Code', 'AI-Provenance: ai=1 mixed=0 human=0 unknown=0 evidence=reported']
const lines =
  'Add b|feat: add b|and more|---|-|(cherry picked from commit 1234567)|Fixes #12|Change-Id: I0123|  folded|' +
  '\tindented|Conflicts:|\tsrc/b.ts|||| |=|a = b'
const words = lines.split('|')
const rules = { comment: '#', commentsGo: false, keepsWhiteSpace: false, editor: false }

describe('addTrailers', function () {
  this.timeout(60_000)

  for (const separators of [':', ':=#']) {
    const trailerOptions = ['-c', 'trailer.fix.key=Fixes', '-c', `trailer.separators=${separators}`]
    const config: MessageConfig = { trailers: true, cleanup: undefined, comment: '#', separators, trailerOptions }

    it(`puts trailers where git puts them, whatever the message, with the separators "${separators}"`, async () => {
      const seed = Number(process.env['SEED'] ?? 1)
      const random = randomNumbers(seed)
      for (let round = 0; round < 60; round++) {
        const picked = Array.from(
          { length: 1 + Math.floor(random() * 6) },
          () => words[Math.floor(random() * words.length)]!,
        )
        const message = `Subject\n${picked.join('\n')}\n`
        const args = trailerOptions.concat('interpret-trailers', '--no-divider', '--where=end')
        args.push('--if-exists=add', '--if-missing=add')
        for (const line of trailers) args.push('--trailer', line)
        const expected = execFileSync('git', args, { cwd: tmpdir(), input: message, encoding: 'utf8' })
        assert.equal(
          squeezed(await addTrailers(message, trailers, rules, config)),
          squeezed(expected),
          `seed ${seed}, ${JSON.stringify(message)}`,
        )
      }
    })
  }

  it('obeys no configuration of the folder it runs in, of the temporary one or of the user', async () => {
    const config: MessageConfig = {
      trailers: true,
      cleanup: undefined,
      comment: '#',
      separators: ':',
      trailerOptions: [],
    }
    const message = 'Subject\n\nWords\n\nReviewed-by: B <b@x>\n'
    const folder = temporaryFolder()
    execFileSync('git', ['init', '--quiet', folder])
    const evil = `[trailer "evil"]\n\tkey = Evil\n\tifmissing = add\n\tcommand = touch '${folder}/ran'; echo x\n`
    appendFileSync(join(folder, '.git', 'config'), evil)
    writeFileSync(join(folder, '.gitconfig'), evil)
    const before = { cwd: process.cwd(), TMPDIR: process.env['TMPDIR'], HOME: process.env['HOME'] }
    try {
      Object.assign(process.env, { TMPDIR: folder, HOME: folder })
      process.chdir(folder)
      const written = await addTrailers(message, trailers, rules, config)
      assert.equal(written, `${message}${trailers.join('\n')}\n`)
    } finally {
      process.chdir(before.cwd)
      for (const name of ['TMPDIR', 'HOME'] as const) {
        if (before[name] === undefined) delete process.env[name]
        else process.env[name] = before[name]
      }
    }
    assert.equal(existsSync(join(folder, 'ran')), false)
  })
})

/** Git drops blank lines, joins lines and writes other people's trailers its own way; where ours stand is what counts. */
function squeezed(message: string): string {
  return message
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replaceAll(/^(Fixes|a)[ :#=]+/gm, '$1 ')
    .replaceAll(/:\n[ \t]+/g, ': ')
    .replaceAll(/\n+Conflicts:/g, '\nConflicts:')
    .trimEnd()
}

function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
