import { Session } from 'node:inspector'
import * as vscode from 'vscode'

/*
 * Runs in the extension host, beside Byline and apart from it: what it sees of Byline is what any extension could see.
 */

/** What a stretch took, in ms: by the clock, and of this thread's processor time (others may run meanwhile). */
export interface Stretch {
  readonly clock: number
  readonly processor: number
}

/** One keystroke as the extension host saw it: all that Byline does at once, and what a listener that does nothing costs. */
export interface Keystroke {
  readonly byline: Stretch
  readonly idle: Stretch
}

/** A timer's callback that code of Byline asked for. */
export interface Deferred {
  readonly delayMs: number
  readonly tookMs: number
}

interface Passing {
  before: Stretch
  after: Stretch
}

const nothing: Stretch = { clock: 0, processor: 0 }
const change: Passing = { before: nothing, after: nothing }
const selection: Passing = { before: nothing, after: nothing }
let keystrokes: { byline: Stretch; idle: Stretch }[] = []
let deferred: Deferred[] = []
let bylineBundles = ''
let watchesTimers = false
/** Delays are divided by this, so that an hour's debounced work fits into the time that its edits take. */
let haste = 1

/**
 * Listeners that stand before Byline's: call it before Byline is activated.
 * @param bundles the folder of Byline's bundles, by which its code is told from that of others
 */
export function standBefore(bundles: string): void {
  bylineBundles = bundles
  vscode.workspace.onDidChangeTextDocument(() => void (change.before = now()))
  vscode.window.onDidChangeTextEditorSelection(() => void (selection.before = now()))
  wrapTimers()
}

/** Listeners that stand after Byline's, one that does nothing between two that take the time. */
export function standAfter(): void {
  vscode.workspace.onDidChangeTextDocument(() => void (change.after = now()))
  vscode.workspace.onDidChangeTextDocument(() => {})
  vscode.workspace.onDidChangeTextDocument((event) => {
    const end = now()
    if (event.contentChanges.length === 0) return
    keystrokes.push({ byline: since(change.before, change.after), idle: since(change.after, end) })
  })
  vscode.window.onDidChangeTextEditorSelection(() => void (selection.after = now()))
  vscode.window.onDidChangeTextEditorSelection(() => {})
  vscode.window.onDidChangeTextEditorSelection(() => {
    const end = now()
    const last = keystrokes.at(-1)
    if (!last) return
    // The cursor moves after every key: both are what the key costs.
    last.byline = sum(last.byline, since(selection.before, selection.after))
    last.idle = sum(last.idle, since(selection.after, end))
  })
}

function now(): Stretch {
  const { user, system } = threadUsage()
  return { clock: performance.now(), processor: (user + system) / 1000 }
}

function since(from: Stretch, to: Stretch): Stretch {
  return { clock: to.clock - from.clock, processor: to.processor - from.processor }
}

function sum(a: Stretch, b: Stretch): Stretch {
  return { clock: a.clock + b.clock, processor: a.processor + b.processor }
}

/** Node 23.9 and later know the time of one thread; the extension host runs on such a one. */
function threadUsage(): { readonly user: number; readonly system: number } {
  return (process as unknown as { threadCpuUsage(): { user: number; system: number } }).threadCpuUsage()
}

/** What was seen since the last call. */
export function takeKeystrokes(): readonly Keystroke[] {
  const taken = keystrokes
  keystrokes = []
  return taken
}

/** The timers of Byline that ran since the last call; they are watched from the first call on. */
export function takeDeferred(): readonly Deferred[] {
  const taken = deferred
  deferred = []
  watchesTimers = true
  return taken
}

/** Milliseconds from asking for an extension's activation to its being active. */
export async function activate(id: string): Promise<number> {
  const extension = vscode.extensions.getExtension(id)
  if (!extension) throw new Error(`${id} is not installed.`)
  if (extension.isActive) throw new Error(`${id} is active already.`)
  const started = performance.now()
  await extension.activate()
  return performance.now() - started
}

/** Only timers whose asking stack leads through Byline's bundle are timed; looking costs too much to do it always. */
function wrapTimers(): void {
  const original = globalThis.setTimeout
  const wrapped = (callback: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]): NodeJS.Timeout => {
    const isHasty = haste > 1 && delayMs >= 50 && delayMs <= 1_000
    const delay = isHasty ? delayMs / haste : delayMs
    if (!watchesTimers || typeof callback !== 'function' || !isAskedByByline()) {
      return original(callback, delay, ...args)
    }
    const timed = (...given: unknown[]): void => {
      const started = performance.now()
      try {
        callback(...given)
      } finally {
        deferred.push({ delayMs, tookMs: performance.now() - started })
      }
    }
    return original(timed, delay, ...args)
  }
  globalThis.setTimeout = Object.assign(wrapped, original)
}

function isAskedByByline(): boolean {
  return (new Error('stack').stack ?? '').includes(bylineBundles)
}

/** What a stretch of editing cost this process. */
export interface Cost {
  readonly events: number
  readonly wallMs: number
  readonly cpuMs: number
  /** Growth of the heap after garbage collection, in bytes. */
  readonly heapGrowth: number
  /** Time in which a function of Byline was on the stack, by a sampling profiler. */
  readonly bylineMs: number
}

/** One edit of the synthetic hour. */
export type HourEdit =
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'go'; readonly line: number }
  | { readonly kind: 'command'; readonly id: string }
  | { readonly kind: 'assistant'; readonly text: string }
  | { readonly kind: 'save' }
  | { readonly kind: 'open'; readonly file: string }

/** An edit and its time in the hour. */
export interface HourEvent {
  readonly atMs: number
  readonly edit: HourEdit
}

/**
 * Plays edits at their times, `speed` times as fast; timers of 50 to 1,000 ms are hastened alike, so that debounced
 * work is done as often as in the real time.
 */
export async function playHour(folder: string, events: readonly HourEvent[], speed: number): Promise<Cost> {
  const session = new Session()
  session.connect()
  const ask = <T>(method: string, params?: object): Promise<T> =>
    new Promise((resolve, reject) =>
      session.post(method, params, (error, result) => (error ? reject(error) : resolve(result as T))),
    )
  const heapUsed = async (): Promise<number> => {
    await ask('HeapProfiler.collectGarbage')
    await ask('HeapProfiler.collectGarbage')
    return process.memoryUsage().heapUsed
  }
  await ask('Profiler.enable')
  await ask('Profiler.setSamplingInterval', { interval: 500 })
  const heapBefore = await heapUsed()
  haste = speed
  await ask('Profiler.start')
  const cpuBefore = process.cpuUsage()
  const started = performance.now()
  const keys: Promise<void>[] = []
  for (const { atMs, edit } of events) {
    const wait = atMs / speed - (performance.now() - started)
    if (wait > 1) await new Promise((resolve) => setImmediateAfter(wait, resolve))
    // Keys do not wait for each other, in a burst of them; all else waits for the keys before it.
    if (edit.kind !== 'type' && edit.kind !== 'command') await Promise.all(keys.splice(0))
    const done = perform(folder, edit)
    if (edit.kind === 'type' || edit.kind === 'command') keys.push(done)
    else await done
  }
  await Promise.all(keys)
  const wallMs = performance.now() - started
  const { user, system } = process.cpuUsage(cpuBefore)
  const { profile } = await ask<{ profile: Profile }>('Profiler.stop')
  haste = 1
  // What was put off is done, and its garbage gone, before the heap is looked at.
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const heapGrowth = (await heapUsed()) - heapBefore
  session.disconnect()
  return { events: events.length, wallMs, cpuMs: (user + system) / 1000, heapGrowth, bylineMs: timeIn(profile) }
}

/** A wait that is not hastened. */
function setImmediateAfter(ms: number, resolve: (value: undefined) => void): void {
  const end = performance.now() + ms
  const look = (): void => {
    const left = end - performance.now()
    if (left <= 0) resolve(undefined)
    else setTimeout(look, Math.min(left, 49))
  }
  look()
}

async function perform(folder: string, edit: HourEdit): Promise<void> {
  const editor = vscode.window.activeTextEditor
  switch (edit.kind) {
    case 'open':
      await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.file(folder), edit.file), { preview: false })
      return
    case 'type':
      await vscode.commands.executeCommand('type', { text: edit.text })
      return
    case 'command':
      await vscode.commands.executeCommand(edit.id)
      return
    case 'go': {
      if (!editor) return
      const at = editor.document.lineAt(Math.min(edit.line, editor.document.lineCount - 1)).range.end
      editor.selection = new vscode.Selection(at, at)
      editor.revealRange(new vscode.Range(at, at))
      return
    }
    case 'assistant': {
      if (!editor) return
      const insert = (): Thenable<boolean> =>
        editor.edit((builder) => builder.insert(editor.selection.active.with({ character: 0 }), edit.text))
      const api = vscode.extensions.getExtension('byline.byline')
      if (!api?.isActive) return void (await insert())
      await api.exports.reportEdit({ uri: editor.document.uri, tool: 'stand-in', edit: insert })
      return
    }
    case 'save':
      await editor?.document.save()
  }
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly url: string }
    readonly children?: readonly number[]
  }[]
  readonly samples?: readonly number[]
  readonly timeDeltas?: readonly number[]
}

/** Milliseconds in which a function of Byline's bundle was on the stack. */
function timeIn({ nodes, samples = [], timeDeltas = [] }: Profile): number {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const own = new Set<number>()
  const visit = (id: number, inside: boolean): void => {
    const node = byId.get(id)
    if (!node) return
    const isOwn = inside || (bylineBundles !== '' && node.callFrame.url.includes(bylineBundles))
    if (isOwn) own.add(id)
    for (const child of node.children ?? []) visit(child, isOwn)
  }
  if (nodes[0]) visit(nodes[0].id, false)
  let microseconds = 0
  for (const [at, id] of samples.entries()) if (own.has(id)) microseconds += timeDeltas[at] ?? 0
  return microseconds / 1000
}
