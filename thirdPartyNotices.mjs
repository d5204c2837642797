// Writes THIRD_PARTY_NOTICES: the licences of everything in the bundles that is not ours, as they ask for.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import * as path from 'node:path'

/** How the files are named that a licence asks to pass on. */
const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i

/**
 * The notices for bundles: one section for each package of npm that has a part in them.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles of the bundles that are shipped
 * @param {string} root absolute path of the project, which the paths of the metafiles start from
 * @throws {Error} where a package comes without the text of its licence: then it cannot be shipped as it is
 */
export function thirdPartyNotices(metafiles, root) {
  const sections = packageFolders(metafiles).map((folder) => sectionOf(path.join(root, folder)))
  const byName = sections.sort((a, b) => (a.title < b.title ? -1 : 1)).map(({ title, text }) => `${title}\n\n${text}\n`)
  const line = `\n${'-'.repeat(80)}\n\n`
  return `Byline contains the following third-party software.\n${line}${byName.join(line)}`
}

/** Folders of the packages whose code is in an output; what was shaken off does not count. */
function packageFolders(/** @type {readonly import('esbuild').Metafile[]} */ metafiles) {
  const folders = new Set()
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder)
      }
    }
  }
  return [...folders]
}

function sectionOf(/** @type {string} */ folder) {
  const { name, version, license, homepage } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => licenceFile.test(file))
  const texts = files
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
  if (texts.length === 0) texts.push(licenceInReadme(folder))
  if (texts.includes('')) throw new Error(`${name} is bundled, but there is no text of its licence in ${folder}.`)
  const about = [`${name} ${version}`, license && `Licence: ${license}`, homepage]
  return { title: about.filter((part) => typeof part === 'string').join('\n'), text: texts.join('\n\n') }
}

/** The section of that name, where a package keeps its licence there. */
function licenceInReadme(/** @type {string} */ folder) {
  const readme = ['README.md', 'readme.md'].map((name) => path.join(folder, name)).find((file) => existsSync(file))
  if (readme === undefined) return ''
  const lines = readFileSync(readme, 'utf8').split(/\r?\n/)
  const start = lines.findIndex((line) => /^#+ licen[cs]e\b/i.test(line))
  if (start < 0) return ''
  const end = lines.findIndex((line, index) => index > start && line.startsWith('#'))
  const text = lines.slice(start + 1, end < 0 ? undefined : end).join('\n')
  return /permission|copyright/i.test(text) ? text.trim() : ''
}
