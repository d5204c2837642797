import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import type { EditorOptions } from './editorProcess'

// Every test file is a bundle of its own, so what they share hangs on the process.
const key = Symbol.for('byline.test.idleHosts')

/** Something that runs and that nobody uses at the moment. */
interface Idle {
  readonly host: string
  readonly running: unknown
  readonly end: () => Promise<void>
}

/** An open editor that a test may still ask for, until another wants its host. */
interface Open {
  readonly host: string
  readonly close: () => Promise<void>
}

interface Hosts {
  keeps: boolean
  idle: Idle[]
  open: Open[]
}

function hosts(): Hosts {
  const holder = globalThis as { [key]?: Hosts }
  return (holder[key] ??= { keeps: false, idle: [], open: [] })
}

/** One for each channel: more would fill the memory of the machine. */
const mostIdle = 2

/**
 * While this work is done an editor that is closed leaves its server and its browser to the next one: their start takes
 * most of the time in which an editor starts.
 */
export async function keepingHosts<T>(work: () => Promise<T>): Promise<T> {
  hosts().keeps = true
  try {
    return await work()
  } finally {
    await endHosts()
  }
}

export function keepsHosts(): boolean {
  return hosts().keeps
}

/** What the server and the browser of an editor are started with, as text: equal for editors that can share them. */
export function hostOf({ channel, trust, env, viewport, extensionDevelopmentPaths }: EditorOptions): string {
  const extensions = extensionDevelopmentPaths.map((folder) => {
    const { publisher, name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    return `${publisher}.${name}-${version}`
  })
  return JSON.stringify({ channel, trust, env, viewport, extensions })
}

/** Takes what was left of a closed editor; undefined where there is nothing. */
export function takeIdle<T>(host: string): T | undefined {
  const { idle } = hosts()
  const at = idle.findIndex((one) => one.host === host)
  return at < 0 ? undefined : (idle.splice(at, 1)[0]!.running as T)
}

/** Leaves what runs for the next editor; ends what has been idle for longest where there is too much. */
export async function leaveIdle(host: string, running: unknown, end: () => Promise<void>): Promise<void> {
  const { idle } = hosts()
  idle.push({ host, running, end })
  while (idle.length > mostIdle) await idle.shift()!.end()
}

/** An editor stays open for whoever asks for the same one, until its host is wanted. */
export function leaveOpen(host: string, close: () => Promise<void>): void {
  hosts().open.push({ host, close })
}

/** Closes editors that stayed open and have this host. */
export async function closeIdle(host: string): Promise<void> {
  const all = hosts()
  const closed = all.open.filter((one) => one.host === host)
  all.open = all.open.filter((one) => one.host !== host)
  for (const { close } of closed) await close()
}

/** Ends everything that was kept. */
async function endHosts(): Promise<void> {
  const all = hosts()
  all.keeps = false
  for (const { close } of all.open.splice(0)) await close()
  for (const { end } of all.idle.splice(0)) await end()
}
