import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { git } from '../fixtures/git'
import { type Code, openCode } from '../host/code'
import { describeProblem } from '../host/hostProblem'
import type { Channel } from '../host/installation'
import { projectRoot } from '../host/projectRoot'
import { galleryPage, type Picture } from './gallery'
import { commitFromSourceControl, consentToTrailers } from './sourceControl'
import { createRepository, playStory, storyFile } from './story'

const outFolder = path.join(projectRoot(), 'demo-out')

/**
 * Byline's main job as a person would do it, once for each kind of editor: one that names the source of edits, and one
 * that does not. Prints the commit, the blame and the report, and leaves pictures in demo-out/.
 */
async function main(): Promise<void> {
  rmSync(outFolder, { recursive: true, force: true })
  mkdirSync(outFolder)
  const pictures: Picture[] = []
  for (const channel of ['proposed', 'stable'] satisfies readonly Channel[]) pictures.push(...(await run(channel)))
  writeFileSync(path.join(outFolder, 'index.html'), galleryPage(pictures))
  print(`\nPictures: ${path.join(outFolder, 'index.html')}`)
}

async function run(channel: Channel): Promise<readonly Picture[]> {
  heading(channel === 'proposed' ? 'An editor that names the source of edits' : 'A stable editor, which does not')
  const folder = path.join(realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-demo-'))), 'payments')
  const pictures: Picture[] = []
  createRepository(folder, process.env)
  const code = await openCode({ channel, folder, viewport: { width: 1200, height: 760, scale: 2 }, theme: 'dark' })
  const { env } = code
  const take = async (name: string, caption: string): Promise<void> => {
    const file = `${channel}-${name}.png`
    await code.screenshot(path.join(outFolder, file))
    pictures.push({ file, caption })
  }
  try {
    await playStory(code)
    await consentToTrailers(code, () => take('question', 'Nothing is installed before somebody has read this'))
    await code.command('notifications.clearAll')
    await showGutter(code, take)
    await code.commandPalette('Byline: Show Pending Trailers')
    await code.page.getByText('AI-Provenance').first().waitFor()
    await take('preview', 'The trailers that a commit would get, before it is made')
    await code.command('workbench.action.closeActiveEditor')
    await commitFromSourceControl(code, 'Charge once and refund')
    await code.command('workbench.view.explorer')
    await showReport(code, take)
  } finally {
    await code.close()
  }
  print(git(folder, env, 'log', '-1', '--format=%B'))
  heading(`byline blame ${storyFile}`)
  print(byline(folder, env, 'blame', storyFile))
  heading('byline report HEAD~1..HEAD')
  print(byline(folder, env, 'report', 'HEAD~1..HEAD'))
  rmSync(path.dirname(folder), { recursive: true, force: true })
  return pictures
}

type Take = (name: string, caption: string) => Promise<void>

async function showGutter(code: Code, take: Take): Promise<void> {
  await code.openFile(storyFile)
  for (const theme of ['light', 'hc', 'dark'] as const) {
    await code.setTheme(theme)
    await take(`gutter-${theme}`, `Solid bars: AI lines; hatched: AI text that somebody changed (${theme})`)
  }
  await code.hoverText(10, 12)
  await code.page.locator('.monaco-hover:visible').getByText('Written by AI').first().waitFor()
  // It fades in.
  await code.page
    .locator('.monaco-hover:visible')
    .first()
    .evaluate((hover) => Promise.all(hover.getAnimations({ subtree: true }).map(({ finished }) => finished)))
  await take('hover', 'Which tool wrote a line, and how that is known')
  await code.page.mouse.move(10, 700)
}

async function showReport(code: Code, take: Take): Promise<void> {
  await code.command('byline.showReport', { label: 'the last commit', base: 'HEAD~1', head: 'HEAD' })
  const frame = code.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame')
  // The line that tells of the progress names the file too, and is hidden when the report is there.
  await frame.locator('main').getByText(storyFile).first().waitFor()
  await code.command('notifications.clearAll')
  await frame.getByText('Expand all').click()
  for (const theme of ['light', 'hc', 'dark'] as const) {
    await code.setTheme(theme)
    await take(`report-${theme}`, `What a reviewer has to look at first (${theme})`)
  }
}

function byline(folder: string, env: NodeJS.ProcessEnv, ...args: readonly string[]): string {
  const cli = path.join(projectRoot(), 'dist', 'cli.js')
  return execFileSync(process.execPath, [cli, ...args], { cwd: folder, env, encoding: 'utf8' })
}

function heading(text: string): void {
  print(`\n${text}\n${'='.repeat(text.length)}`)
}

function print(text: string): void {
  console.log(text)
}

main().catch((error: unknown) => {
  console.error(describeProblem(error))
  process.exitCode = 1
})
