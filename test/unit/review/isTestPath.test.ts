import assert from 'node:assert/strict'
import { isTestPath } from '../../../src/review/report/isTestPath'

describe('isTestPath', () => {
  for (const path of [
    'test/a.ts',
    'tests/a.py',
    'src/__tests__/a.tsx',
    'spec/models/user.rb',
    'pkg/testdata/x.json',
    'src/a.test.ts',
    'src/a.spec.js',
    'src/a-test.js',
    'pkg/a_test.go',
    'a/test_charge.py',
    'src/ChargeTest.java',
    'Pay/RefundTests.cs',
  ])
    it(`takes ${path} for a test`, () => assert.equal(isTestPath(path), true))

  for (const path of [
    'src/contest.ts',
    'src/latest/a.ts',
    'src/attestation.go',
    'src/testing.md',
    'src/protest.js',
    'test',
    'src/Test.java',
  ])
    it(`does not take ${path} for a test`, () => assert.equal(isTestPath(path), false))
})
