import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import type { Contributor } from '../../src/attribution/text/origin'
import { Assistant, type ScriptedAnswer } from '../host/assistant'
import type { Code } from '../host/code'
import type { Channel } from '../host/installation'
import { projectRoot } from '../host/projectRoot'
import { git } from '../fixtures/git'

/** The file that the story is about, relative to the repository. */
export const storyFile = 'src/charge.ts'

/** A file that the chat creates. */
export const createdFile = 'src/refund.ts'

const before = `import { gateway } from './gateway'

export interface Charge {
  id: string
  amount: number
  currency: string
}
`

const gateway = `export const gateway = {
  async post(path: string, body: unknown): Promise<{ ok: boolean }> {
    return { ok: path !== '' && body !== undefined }
  },
}
`

const typedComment = '// Charges a card once, however often it is asked to.'

const completion = `export async function charge(order: Charge): Promise<void> {
  const key = \`charge-\${order.id}\`
  for (let attempt = 1; attempt <= 3; attempt++) {
    const answer = await gateway.post('/charges', { ...order, key })
    if (answer.ok) return
  }
  throw new Error(\`Order \${order.id} could not be charged\`)
}`

const typedLine = '    if (order.amount <= 0) return // nothing to charge'

const refund = `import { gateway } from './gateway'

/** Gives a charge back, in full or in part. */
export async function refund(id: string, amount: number): Promise<boolean> {
  const answer = await gateway.post('/refunds', { id, amount })
  return answer.ok
}
`

/**
 * Who wrote each line of the story's file at the end. An Enter alone is not known as typed where the editor does not
 * name the source of edits.
 */
export const expectedLines = (channel: Channel): readonly Contributor[] => [
  ...Array.from({ length: 7 }, () => 'unknown' as const), // was there before
  channel === 'proposed' ? 'human' : 'unknown', // the blank line before the comment
  'human', // the comment
  'ai', // export async function charge
  'ai', // const key
  'mixed', // three attempts, made five by hand
  'human', // nothing to charge
  'ai', // const answer
  'ai', // if (answer.ok) return
  'ai', // }
  'ai', // throw, then a better message from the chat
  'ai', // }
]

/** Makes the repository that the story begins with. */
export function createRepository(folder: string, env: NodeJS.ProcessEnv): void {
  mkdirSync(path.join(folder, 'src'), { recursive: true })
  writeFileSync(path.join(folder, storyFile), before)
  writeFileSync(path.join(folder, 'src/gateway.ts'), gateway)
  git(folder, env, 'init', '--quiet', '--initial-branch=main')
  git(folder, env, 'config', 'user.name', 'Robin Example')
  git(folder, env, 'config', 'user.email', 'robin@example.com')
  git(folder, env, 'add', '.')
  git(folder, env, 'commit', '--quiet', '--message', 'Start the payment service')
}

/** Lets an agent write the function into the repository that the story begins with, and report it as its hook would. */
export function letAgentWrite(folder: string, env: NodeJS.ProcessEnv): void {
  const after = `${before}\n${completion}\n`
  writeFileSync(path.join(folder, storyFile), after)
  const event = {
    path: storyFile,
    contributor: 'ai',
    tool: 'claude-code',
    model: 'anthropic/claude-opus-5',
    mode: 'agent',
    before,
    after,
  }
  execFileSync(process.execPath, [path.join(projectRoot(), 'dist', 'cli.js'), 'record', '--agent', 'generic'], {
    cwd: folder,
    env,
    input: JSON.stringify(event),
  })
}

/** The moments of the story that are worth a look. */
export type Scene = 'completed' | 'changed' | 'edited' | 'kept'

/** Plays the story with real keys in a real editor; `scene` is awaited at each of its moments. */
export async function playStory(
  code: Code,
  scene: (name: Scene) => Promise<void> = async () => undefined,
): Promise<void> {
  const assistant = new Assistant(code)
  await assistant.reset()
  await code.openFile(storyFile)
  await code.press('Control+End')
  await code.type(`\n${typedComment}\n`)
  await assistant.showGhostText(completion)
  await assistant.accept()
  await scene('completed')
  await changeByHand(code)
  await scene('changed')
  await assistant.ask(chatAnswer, 'agent', 'name the amount, and add refunds')
  await scene('edited')
  await assistant.keepAll()
  await code.command('workbench.action.files.saveAll')
  await code.focusEditor()
  await scene('kept')
}

/** A person makes three attempts five, and adds a line in the middle of what AI wrote. */
async function changeByHand(code: Code): Promise<void> {
  const attempts = (await code.text()).split('\n').findIndex((line) => line.includes('attempt <= 3'))
  const column = '  for (let attempt = 1; attempt <= '.length
  await code.clickText(attempts, column + 1)
  await code.press('Backspace')
  await code.type('5')
  await code.press('End')
  await code.press('Enter')
  await code.type(typedLine.trim())
}

/** What the chat answers: it rewrites the error message and adds a file. */
const chatAnswer: ScriptedAnswer = {
  reply: 'The message now names the amount, and refunds have a file of their own.',
  edits: [
    { file: storyFile, old: 'could not be charged', new: 'could not be charged: ${order.amount} ${order.currency}' },
    { file: createdFile, text: refund },
  ],
}
