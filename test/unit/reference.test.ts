import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defaultTrailerSettings } from '../../src/formats/trailers/trailerSettings'

interface Setting {
  readonly default: unknown
  readonly markdownDescription: string
  readonly order: number
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string; readonly command: string }[]
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> }
  }
}

const begin = '<!-- contributions:begin -->'
const end = '<!-- contributions:end -->'

/** The part of docs/reference.md that is made out of package.json. */
function contributions({ contributes }: Manifest): string {
  const commands = contributes.commands.map(({ title, command }) => `| *Byline: ${title}* | \`${command}\` |`)
  const settings = Object.entries(contributes.configuration.properties)
    .sort(([, a], [, b]) => a.order - b.order)
    .map(
      ([key, { default: value, markdownDescription }]) =>
        `| \`${key}\` | \`${JSON.stringify(value)}\` | ${markdownDescription} |`,
    )
  return [
    begin,
    '## Commands',
    '',
    '| command | id |',
    '|---|---|',
    ...commands,
    '',
    '## Settings',
    '',
    '| setting | default | |',
    '|---|---|---|',
    ...settings,
    end,
  ].join('\n')
}

it('docs/reference.md names the commands and settings of package.json (UPDATE_GOLDEN=1 rewrites it)', () => {
  const page = readFileSync('docs/reference.md', 'utf8')
  const from = page.indexOf(begin)
  const to = page.indexOf(end) + end.length
  const expected = contributions(JSON.parse(readFileSync('package.json', 'utf8')) as Manifest)
  if (process.env['UPDATE_GOLDEN']) writeFileSync('docs/reference.md', page.slice(0, from) + expected + page.slice(to))
  else assert.equal(page.slice(from, to), expected)
})

it('Every setting that the code reads is declared with the default that the code falls back to, and the other way round', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
  const declared = Object.fromEntries(
    Object.entries(contributes.configuration.properties).map(([key, { default: value }]) => [key, value]),
  )
  const source = readFileSync('src/editor/settings/settings.ts', 'utf8')
  const read = Object.fromEntries([
    ...[...source.matchAll(/new Setting(?:<[^>]*>)?\('([^']+)', ([^)]+)\)/g)].map(([, key, value]) => [
      `byline.${key}`,
      JSON.parse(value!.replaceAll("'", '"').replaceAll('_', '')) as unknown,
    ]),
    ...Object.entries(defaultTrailerSettings).map(([name, value]) => [`byline.trailers.${name}`, value]),
  ])
  assert.deepEqual(read, declared)
})

it('Every link of the README and of the pages in docs leads to a file that is there', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync('docs')
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ]
  const dead = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#:\s]+)[^)]*\)/g)]
      .map(([, target = '']) => join(dirname(page), target))
      .filter((target) => !existsSync(target))
      .map((target) => `${page}: ${target}`),
  )
  assert.deepEqual(dead, [])
})

it('Menus and the walkthrough call commands that there are, and no button of the walkthrough hides something', () => {
  const manifest = readFileSync('package.json', 'utf8')
  const { contributes } = JSON.parse(manifest) as Manifest & {
    contributes: { menus: Record<string, { command?: string }[]> }
  }
  const ids = contributes.commands.map(({ command }) => command)
  const inMenus = Object.values(contributes.menus).flatMap((items) => items.flatMap(({ command }) => command ?? []))
  const buttons = [...manifest.matchAll(/\(command:(byline\.\w+)/g)].map(([, command = '']) => command)
  assert.deepEqual(
    [...inMenus, ...buttons].filter((command) => !ids.includes(command)),
    [],
  )
  assert.deepEqual(buttons, ['byline.showMarks', 'byline.enableTrailers', 'byline.showReport', 'byline.markSelection'])
})
