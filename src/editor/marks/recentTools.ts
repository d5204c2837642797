import type * as vscode from 'vscode'

const key = 'recentTools'

/** So many are kept. */
const kept = 5

/** The tools that the user named last, newest first, in all windows. */
export class RecentTools {
  constructor(private readonly state: vscode.Memento) {}

  /** Ids of tools, newest first. */
  get all(): readonly string[] {
    const stored = this.state.get<unknown>(key)
    return Array.isArray(stored) ? stored.filter((tool): tool is string => typeof tool === 'string') : []
  }

  /** Puts a tool in front of the others. */
  async add(tool: string): Promise<void> {
    await this.state.update(key, [tool, ...this.all.filter((other) => other !== tool)].slice(0, kept))
  }
}
