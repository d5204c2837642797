import { appendFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { replaceFileSync } from '../files/replaceFile'
import { readSmallFileSync } from '../files/smallFile'
import { limitSeconds, maxStrikes } from './hooks/limits'
import { bylineFiles } from '../ledger/folder/bylineFolder'
import { modesShownBy } from '../ledger/folder/folderRights'

/** A run gets as many times what it took to begin: a whole one takes some five times as long, and large commits more. */
const timesTheStart = 40

/** Of what the last runs took. */
const timesTheRun = 3

/**
 * What the shell part of a hook left for this run, and what this run leaves behind: a file that is there as long as the
 * work is not done, and the time that runs get on this machine. Everything is synchronous, as the process may be about to
 * end, and nothing ever fails: a commit waits.
 */
export class RunMark {
  /** How long this run may take from now on. */
  readonly timeLimitMs: number
  #file: string | undefined
  #startedMs: number
  #limit: { seconds: number; strikes: number }

  /**
   * Tells the shell part that the command line was reached and how long it is going to take at most.
   * @param file as the shell part names it; undefined where there is none
   */
  constructor(file: string | undefined) {
    this.#file = file === '' ? undefined : file
    this.#startedMs = Date.now()
    this.#limit = this.#readLimit()
    const now = Date.now()
    try {
      if (this.#file !== undefined) this.#startedMs = Math.min(now, statSync(this.#file).mtimeMs)
    } catch {
      this.#file = undefined // it cannot be told how long the start took
    }
    const startMs = now - this.#startedMs
    const { usual, most } = limitSeconds
    const wanted = Math.max(usual * 1_000 - 1_000, startMs * timesTheStart, this.#limit.seconds * 1_000 - startMs)
    this.timeLimitMs = Math.round(Math.min(wanted, most * 1_000))
    // One more second for what is left to do when the time is up.
    const more = Math.ceil((startMs + this.timeLimitMs) / 1_000) + 1 - this.#limit.seconds
    this.#append(`started ${Math.max(0, Math.min(more, most))}`)
  }

  /** The work is done. */
  done(): void {
    if (this.#file === undefined) return
    this.#quietly(() => rmSync(this.#file!, { force: true }))
    const { usual, most } = limitSeconds
    const tookSeconds = (Date.now() - this.#startedMs) / 1_000
    // A busy hour is forgotten step by step.
    const seconds = clamp(Math.ceil(Math.max(tookSeconds * timesTheRun, this.#limit.seconds * 0.8)), usual, most)
    if (seconds === this.#limit.seconds && this.#limit.strikes === 0) return
    this.#writeLimit(seconds, 0)
  }

  /** The work is not done and will not be. */
  gaveUp(): void {
    this.#append(`gave up after ${Math.round((Date.now() - this.#startedMs) / 100) / 10} s`)
    const strikes = Math.min(9, this.#limit.strikes + 1)
    const { usual, most } = limitSeconds
    this.#writeLimit(strikes < maxStrikes ? Math.min(most, this.#limit.seconds * 2) : usual, strikes)
  }

  /** @param reason one line, without anything that could not be shown to people */
  failed(reason: string): void {
    this.#append(`failed: ${reason.replaceAll(/[\p{C}\s]+/gu, ' ').slice(0, 200)}`)
  }

  #readLimit(): { seconds: number; strikes: number } {
    const { usual, most } = limitSeconds
    try {
      const path = this.#limitFile()
      if (path === undefined || !statSync(path).isFile()) return { seconds: usual, strikes: 0 }
      const [, seconds, strikes] = /^(\d{1,2}) (\d)\s*$/.exec(readSmallFileSync(path).toString('utf8')) ?? []
      return { seconds: clamp(Number(seconds ?? usual), usual, most), strikes: Number(strikes ?? 0) }
    } catch {
      return { seconds: usual, strikes: 0 } // nothing was measured yet
    }
  }

  #writeLimit(seconds: number, strikes: number): void {
    const path = this.#limitFile()
    if (path !== undefined)
      this.#quietly(() => replaceFileSync(path, `${seconds} ${strikes}\n`, { mode: modesShownBy(dirname(path)).file }))
  }

  #limitFile(): string | undefined {
    return this.#file === undefined ? undefined : join(dirname(this.#file), bylineFiles.limit)
  }

  #append(line: string): void {
    if (this.#file !== undefined) this.#quietly(() => appendFileSync(this.#file!, `${line}\n`))
  }

  #quietly(action: () => void): void {
    try {
      action()
    } catch {
      // A folder that cannot be written to has nowhere to say so.
    }
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
