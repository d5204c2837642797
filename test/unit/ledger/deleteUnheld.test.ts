import assert from 'node:assert/strict'
import { deleteUnheld, isNothingHeld } from '../../../src/ledger/deleteUnheld'
import type { ObservationEntry } from '../../../src/ledger/folder/ledgerEntry'
import type { RecordStore } from '../../../src/ledger/store/recordStore'

describe('what no commit holds', function () {
  this.timeout(20_000)

  it('goes, however many records there are', async () => {
    const count = 150_000
    const entries = Array.from({ length: count }, (_, at): ObservationEntry => {
      return { id: `${at}`, path: 'a', textId: `${at}`, at: new Date(at).toISOString(), kind: 'saved' }
    })
    const gone = new Set<string>()
    const store = {
      textOf: async () => 'x',
      delete: async (...deleted: readonly ObservationEntry[]) => {
        for (const { id } of deleted) gone.add(id)
      },
    }
    assert.equal(await deleteUnheld(store as unknown as RecordStore, entries, isNothingHeld), count)
    assert.equal(gone.size, count)
  })
})
