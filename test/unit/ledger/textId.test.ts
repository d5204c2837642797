import assert from 'node:assert/strict'
import { textIdOf } from '../../../src/ledger/folder/textId'

describe('textIdOf', () => {
  it('is the SHA-256 of the UTF-8 form', () => {
    // printf 'grün\n' | sha256sum
    assert.equal(textIdOf('grün\n'), 'd2d8a3547ed87a59bd66ca28402de461108a17edfc3c91d0fe1ecd44f25986b9')
  })
})
