import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as esbuild from 'esbuild'
import { projectRoot } from '../../host/projectRoot'
import { faultPlugin } from '../faultPlugin'
import { allScenarios } from './allScenarios'
import { gitFaults } from './plantedFaults'
import { isRight, playCase } from './playScenario'

describe('A planted fault turns a git scenario red', function () {
  this.timeout(300_000)
  const folder = mkdtempSync(join(tmpdir(), 'byline-git-fault-'))

  after(() => rmSync(folder, { recursive: true, force: true }))

  for (const [number, { what, changes, foundBy, says }] of gitFaults.entries()) {
    it(`${what}: ${foundBy}`, async function () {
      const cli = join(folder, `cli${number}.js`)
      const root = projectRoot()
      await esbuild.build({
        entryPoints: [join(root, 'src', 'cli', 'main.ts')],
        outfile: cli,
        bundle: true,
        platform: 'node',
        target: 'node20',
        format: 'cjs',
        logLevel: 'silent',
        plugins: [faultPlugin(root, changes)],
      })
      const scenario = allScenarios.find(({ group, clause }) => `${group} ${clause}` === foundBy)
      assert.ok(scenario, `there is a scenario "${foundBy}"`)
      const row = await playCase({ scenario, variant: '', options: {} }, cli)
      // The git that is here does not know what the scenario needs.
      if (scenario.needsGit && row.notYet !== undefined) return this.skip()
      assert.equal(isRight(row), false, 'every line is right in spite of the fault')
      // What broke off for another reason has found nothing.
      if (says === undefined) assert.equal(row.failure, undefined)
      else assert.match(row.failure ?? '', says)
    })
  }
})
