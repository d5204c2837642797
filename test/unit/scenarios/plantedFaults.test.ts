import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import { projectRoot } from '../../host/projectRoot'
import { plantedFaults } from '../../scenarios/plantedFaults'
import { gitFaults } from '../../scenarios/git/plantedFaults'

describe('A planted fault', () => {
  for (const { what, changes } of [...plantedFaults, ...gitFaults]) {
    it(`has its place in the source: ${what}`, () => {
      const places = changes.map(({ file, text }) => ({
        file,
        times: readFileSync(path.join(projectRoot(), file), 'utf8').split(text).length - 1,
      }))
      assert.deepEqual(
        places,
        places.map(({ file }) => ({ file, times: 1 })),
      )
    })
  }
})
