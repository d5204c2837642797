import assert from 'node:assert/strict'
import type { GutterMarks } from './bylineView'
import { Workshop } from './workshop'

const overviewColor = [181, 140, 255] // byline.aiForeground in the dark theme

/** The marks of `repositoryWithAi`. */
const marks: GutterMarks = { 8: 'ai', 9: 'mixed', 10: 'ai' }

describe('Marks', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  it('stand in the gutter of all visible editors, and follow what is typed in one', async () => {
    await shop.repositoryWithAi()
    await shop.marks(marks)
    await shop.code.command('workbench.action.splitEditor')
    await shop.marks(marks, marks)
    await shop.code.focusEditor()
    await shop.code.press('Control+Home')
    await shop.type('let typed\n', 'let typed\nimport')
    const moved = { 9: 'ai', 10: 'mixed', 11: 'ai' }
    await shop.marks(moved, moved)
  })

  it('join from line to line', async () => {
    await shop.repositoryWithAi()
    await shop.marks(marks)
    const bars = await shop.code.page.evaluate<{ top: number; bottom: number }[]>(
      `[...document.querySelectorAll('.editor-instance .margin *')]
        .filter((element) => getComputedStyle(element).getPropertyValue('--byline-mark') !== '')
        .map((element) => element.getBoundingClientRect().toJSON())
        .sort((a, b) => a.top - b.top)`,
    )
    assert.equal(bars.length, 3)
    for (const [at, bar] of bars.entries()) {
      if (at > 0) assert.ok(bar.top - bars[at - 1]!.bottom < 0.5, 'a gap between two bars')
    }
  })

  it('have the colours of the theme, and those that the user sets instead', async () => {
    await shop.repositoryWithAi()
    await shop.marks(marks)
    const colors = (): Promise<readonly string[]> =>
      shop.code.page.evaluate<string[]>(
        `[...document.querySelectorAll('.editor-instance .margin *')]
          .filter((element) => getComputedStyle(element).getPropertyValue('--byline-mark') !== '')
          .map((element) => /rgb\\([^)]*\\)/.exec(getComputedStyle(element).backgroundImage)?.[0] ?? 'none')`,
      )
    const [light, dark, chosen] = [
      ['rgb(122, 63, 209)', 'rgb(183, 121, 31)', 'rgb(122, 63, 209)'],
      ['rgb(181, 140, 255)', 'rgb(224, 168, 62)', 'rgb(181, 140, 255)'],
      ['rgb(0, 136, 68)', 'rgb(183, 121, 31)', 'rgb(0, 136, 68)'],
    ]
    const choose = (value: Record<string, string> | null): Promise<void> =>
      shop.code.evaluate(
        async (api, value) =>
          api.workspace.getConfiguration('workbench').update('colorCustomizations', value ?? undefined, true),
        value,
      )
    try {
      await shop.becomes(colors, dark, 'the colours in a dark theme')
      await shop.code.setTheme('light')
      await shop.becomes(colors, light, 'the colours in a light theme')
      await choose({ 'byline.aiForeground': '#008844' })
      await shop.becomes(colors, chosen, 'the colours that the user set')
    } finally {
      await choose(null)
      await shop.code.setTheme('dark')
    }
  })

  it('stand beside the text where the editor has no glyph margin', async () => {
    await shop.repositoryWithAi()
    await shop.marks(marks)
    const setMargin = (value: boolean | null): Promise<void> =>
      shop.code.evaluate(
        async (api, value) => api.workspace.getConfiguration('editor').update('glyphMargin', value ?? undefined, true),
        value,
      )
    const besides = (): Promise<number> =>
      shop.code.page.evaluate<number>(
        `[...document.querySelectorAll('.editor-instance .view-overlays .cdr')].filter((element) => getComputedStyle(element).borderLeftWidth === '2px').length`,
      )
    try {
      await setMargin(false)
      await shop.becomes(besides, 3, 'the marks beside the text')
      await shop.marks(marks)
    } finally {
      await setMargin(null)
    }
    await shop.becomes(besides, 0, 'the marks beside the text')
    await shop.marks(marks)
  })

  it('stand in the overview ruler, unless the setting says otherwise', async () => {
    await shop.repositoryWithAi()
    await shop.becomes(() => overviewRulerHas(shop, overviewColor), true, 'a mark in the ruler')
    await shop.set('overviewRuler.enabled', false)
    await shop.becomes(() => overviewRulerHas(shop, overviewColor), false, 'a mark in the ruler')
    await shop.set('overviewRuler.enabled', undefined)
    await shop.becomes(() => overviewRulerHas(shop, overviewColor), true, 'a mark in the ruler')
  })

  it('go and come with the command and the setting', async () => {
    await shop.repositoryWithAi()
    await shop.marks(marks)
    await shop.code.commandPalette('Byline: Toggle Gutter Marks')
    await shop.marks({})
    assert.equal(await gutterSetting(shop), false)
    await shop.code.commandPalette('Byline: Toggle Gutter Marks')
    await shop.marks(marks)
    await shop.set('gutter.enabled', false)
    await shop.marks({})
  })

  it('go and come with the command also where the workspace has a setting of its own, which counts', async () => {
    const setInWorkspace = async (value: boolean | undefined): Promise<void> =>
      shop.code.evaluate(
        async (api, value) =>
          api.workspace.getConfiguration('byline').update('gutter.enabled', value ?? undefined, false),
        value,
      )
    await shop.repositoryWithAi()
    await setInWorkspace(true)
    try {
      await shop.code.commandPalette('Byline: Toggle Gutter Marks')
      await shop.marks({})
      await shop.code.commandPalette('Byline: Toggle Gutter Marks')
      await shop.marks(marks)
      const user = await shop.code.evaluate(
        (api) => api.workspace.getConfiguration('byline').inspect('gutter.enabled')?.globalValue ?? null,
      )
      assert.equal(user, null)
    } finally {
      await setInWorkspace(undefined)
    }
  })

  it('stand at unknown lines only where the setting says so', async () => {
    await shop.repositoryWithAi()
    await shop.set('gutter.showUnknown', true)
    const unknown = Object.fromEntries(Array.from({ length: 7 }, (_, line) => [line + 1, 'unknown']))
    await shop.marks({ ...unknown, ...marks })
    assert.match(
      await shop.view.hover(0, 10),
      /^Unknown\nNobody saw this line being written\.\s+Mark As… · Open Commit · Show Report$/,
    )
    await shop.set('gutter.showUnknown', undefined)
    await shop.marks(marks)
  })
})

async function gutterSetting(shop: Workshop): Promise<boolean | null> {
  return shop.code.evaluate((api) => api.workspace.getConfiguration('byline').get<boolean>('gutter.enabled') ?? null)
}

/** Whether the overview ruler of the first editor has a pixel of this colour. */
async function overviewRulerHas(shop: Workshop, color: readonly number[]): Promise<boolean> {
  return shop.code.page.evaluate<boolean>(`(() => {
    const canvas = document.querySelector('.editor-instance canvas.decorationsOverviewRuler')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    const [r, g, b] = ${JSON.stringify(color)}
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] === r && data[at + 1] === g && data[at + 2] === b) return true
    }
    return false
  })()`)
}
