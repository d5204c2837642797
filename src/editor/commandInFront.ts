import * as vscode from 'vscode'
import type { Disposable } from '../base/disposable'

/**
 * Stands in front of a command of the editor: registers one of the same id, which is run instead and hands on at once.
 * Keys, palette and mouse all go through it.
 */
export class CommandInFront implements Disposable {
  #registered: vscode.Disposable | undefined
  #stands = false

  /** @param around is called when the command is run, with its arguments; it has to call `handOn`, once, and may wait for the end of it */
  constructor(
    private readonly id: string,
    private readonly around: (handOn: () => Promise<void>, args: readonly unknown[]) => Promise<void>,
  ) {}

  /** Whether all that run the command come by here. */
  get stands(): boolean {
    return this.#stands
  }

  /** Begins to stand there; false where another extension stands there already. */
  start(): boolean {
    this.#stands = true
    this.#register()
    return this.#stands
  }

  /** Hands the command back to the editor. */
  stop(): void {
    this.#stands = false
    this.#registered?.dispose()
    this.#registered = undefined
  }

  dispose(): void {
    this.stop()
  }

  #register(): void {
    if (this.#registered || !this.#stands) return
    try {
      this.#registered = vscode.commands.registerCommand(this.id, async (...args: unknown[]) =>
        this.around(async () => this.#handOn(args), args),
      )
    } catch {
      // Two extensions cannot stand in front of the same command; the other one was first.
      this.#stands = false
    }
  }

  async #handOn(args: readonly unknown[]): Promise<void> {
    // While our registration is away the same id means the editor's own command.
    this.#registered?.dispose()
    this.#registered = undefined
    try {
      await vscode.commands.executeCommand(this.id, ...args)
    } finally {
      this.#register()
    }
  }
}
