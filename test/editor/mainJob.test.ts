import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { commitFromSourceControl, consentToTrailers } from '../demo/sourceControl'
import { createRepository, expectedLines, playStory, storyFile } from '../demo/story'
import { git } from '../fixtures/git'
import type { Code } from '../host/code'
import type { Channel } from '../host/installation'
import { projectRoot } from '../host/projectRoot'
import { sharedCode } from '../host/sharedCode'
import { removeFolders } from './removeFolders'

interface BlameLine {
  readonly line: number
  readonly contributor: string
  readonly evidence?: string
}

for (const channel of ['proposed', 'stable'] satisfies readonly Channel[]) {
  describe(`The main job, ${channel} channel`, function () {
    this.timeout(180_000)
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-main-job-')))
    const clone = `${folder}-clone`
    let code: Code
    const expected = expectedLines(channel)
    const evidence = channel === 'proposed' ? 'reported' : 'observed'

    before(async () => {
      createRepository(folder, process.env)
      code = await sharedCode({ channel, folder })
    })

    after(() => removeFolders(folder, clone))

    it('attributes every line of a completion, of typing in it and of a chat edit', async () => {
      await playStory(code)
      assert.deepEqual(await contributorsInEditor(code), expected)
    })

    it('writes no trailers before somebody agreed to it', () => {
      assert.deepEqual(
        readdirSync(path.join(folder, '.git/hooks')).filter((name) => !name.endsWith('.sample')),
        [],
      )
    })

    it('writes trailers that name the lines into a commit from the Source Control view', async () => {
      await consentToTrailers(code)
      await commitFromSourceControl(code, 'Charge once and refund')
      const message = git(folder, code.env, 'log', '-1', '--format=%B')
      const blob = git(folder, code.env, 'rev-parse', `HEAD:${storyFile}`).replace(/^(.{4})(.{4}).*/s, 'blob=$1_$2')
      const refund = git(folder, code.env, 'rev-parse', 'HEAD:src/refund.ts').replace(/^(.{4})(.{4}).*/s, 'blob=$1_$2')
      assert.deepEqual(message.trimEnd().split('\n'), [
        'Charge once and refund',
        '',
        ...(channel === 'proposed'
          ? ['Assisted-by: byline-test.assistant', 'Assisted-by: byline-test.assistant:stand-in-1']
          : ['Assisted-by: AI tool']),
        `AI-Provenance: ai=14 mixed=1 human=${channel === 'proposed' ? '3 unknown=0' : '2 unknown=1'} evidence=${evidence}`,
        `AI-Lines: src/charge.ts 10-11,14-18 mixed 12 ${blob}`,
        `AI-Lines: src/refund.ts 1-7 ${refund}`,
      ])
    })

    it('tells the same of the committed file on the command line', () => {
      const lines = blame(folder, code.env)
      assert.deepEqual(
        lines.map((line) => line.contributor),
        expected,
      )
      assert.deepEqual(
        new Set(lines.filter((line) => line.contributor === 'ai').map((line) => line.evidence)),
        new Set([evidence]),
      )
    })

    it('is read by somebody else from the commit alone', () => {
      git(folder, code.env, 'clone', '--quiet', folder, clone)
      const lines = blame(clone, code.env)
      assert.deepEqual(
        lines.map((line) => line.contributor),
        expected.map((line) => (line === 'human' ? 'unknown' : line)),
      )
    })
  })
}

async function contributorsInEditor(code: Code): Promise<readonly string[]> {
  return code.evaluate((api, file) => {
    const uri = api.Uri.joinPath(api.workspace.workspaceFolders![0]!.uri, file)
    const byline = api.extensions.getExtension('byline.byline')!.exports
    return byline
      .getAttribution(uri)
      .flatMap((range: { from: number; to: number; contributor: string }) =>
        Array.from({ length: range.to - range.from }, () => range.contributor),
      )
  }, storyFile)
}

function blame(folder: string, env: NodeJS.ProcessEnv): readonly BlameLine[] {
  const cli = path.join(projectRoot(), 'dist', 'cli.js')
  const printed = execFileSync(process.execPath, [cli, 'blame', storyFile, '--json'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  return JSON.parse(printed).lines
}
