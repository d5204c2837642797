import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { defaultTrailerSettings } from '../../src/provenance/trailerSettings'

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

/** The part of the README that is made out of package.json. */
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

it('The README names the commands and settings of package.json (UPDATE_GOLDEN=1 rewrites it)', () => {
  const readme = readFileSync('README.md', 'utf8')
  const from = readme.indexOf(begin)
  const to = readme.indexOf(end) + end.length
  const expected = contributions(JSON.parse(readFileSync('package.json', 'utf8')) as Manifest)
  if (process.env['UPDATE_GOLDEN']) writeFileSync('README.md', readme.slice(0, from) + expected + readme.slice(to))
  else assert.equal(readme.slice(from, to), expected)
})

it('Every setting that the code reads is declared with the default that the code falls back to, and the other way round', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
  const declared = Object.fromEntries(
    Object.entries(contributes.configuration.properties).map(([key, { default: value }]) => [key, value]),
  )
  const source = readFileSync('src/editor/settings.ts', 'utf8')
  const read = Object.fromEntries([
    ...[...source.matchAll(/new Setting(?:<[^>]*>)?\('([^']+)', ([^)]+)\)/g)].map(([, key, value]) => [
      `byline.${key}`,
      JSON.parse(value!.replaceAll("'", '"').replaceAll('_', '')) as unknown,
    ]),
    ...Object.entries(defaultTrailerSettings).map(([name, value]) => [`byline.trailers.${name}`, value]),
  ])
  assert.deepEqual(read, declared)
})
