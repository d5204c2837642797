import assert from 'node:assert/strict'
import { hasSubstance } from '../../../src/attribution/text/substance'

describe('a line', () => {
  for (const line of ['', '  ', '}', '});', '*/', '} else {', 'return;', '    end', '---']) {
    it(`has no substance as ${JSON.stringify(line)}`, () => assert.equal(hasSubstance(line), false))
  }
  for (const line of ['x', 'return x', '} else if (a) {', '0', '// größe', 'ende']) {
    it(`has substance as ${JSON.stringify(line)}`, () => assert.equal(hasSubstance(line), true))
  }
})
