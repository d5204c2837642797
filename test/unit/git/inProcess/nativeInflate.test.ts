import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import { inflate } from '../../../../src/git/inProcess/nativeInflate'

describe('inflating what stands in a pack', () => {
  const bytes = Buffer.from('who wrote this line?\n'.repeat(5_000))

  it('ends where the object ends, whatever comes behind it', () => {
    const pack = Buffer.concat([deflateSync(bytes), deflateSync('the next object'), Buffer.alloc(20, 0xff)])
    assert.deepEqual(Buffer.from(inflate(pack)), bytes)
  })

  it('throws where it is damaged or cut off', () => {
    const deflated = deflateSync(bytes)
    assert.throws(() => inflate(deflated.subarray(0, 40)))
    assert.throws(() => inflate(Buffer.from(deflated).fill(0x55, 2, 20)))
  })
})
