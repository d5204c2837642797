import { recordedOf } from './recorded'
import { Workshop, writeFileIn } from './workshop'

describe('Nothing is lost', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  /** A file with an accepted completion that is recorded, but not saved. */
  async function unsaved(): Promise<{ readonly root: string; readonly file: string }> {
    const root = await shop.newRepository()
    const file = writeFileIn(root, 'a.ts', 'const a = 1\n')
    await shop.code.openFile(file)
    await shop.code.press('Control+End')
    await shop.view.assistant.showGhostText('const unsaved = 1')
    await shop.view.assistant.accept()
    await shop.code.waitFor(async () => (await recordedOf(root, 'a.ts'))?.text.includes('unsaved'), {
      what: 'the record',
    })
    return { root, file }
  }

  it('in a reload between edit and save', async () => {
    const { file } = await unsaved()
    await shop.code.untilBackedUp()
    await shop.code.reload()
    await shop.code.waitFor(async () => (await shop.code.text()).includes('unsaved'), {
      what: 'the unsaved text to be back',
    })
    await shop.shows(file, ['unknown', 'ai'])
  })

  it('in a crash of the extension host', async () => {
    const { file } = await unsaved()
    await shop.code.crashExtensionHost()
    await shop.code.waitFor(() => shop.code.evaluate((api) => api.extensions.getExtension('byline.byline')?.isActive), {
      what: 'Byline to be on again',
    })
    await shop.shows(file, ['unknown', 'ai'])
  })
})
