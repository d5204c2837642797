/** Names of tools as their makers write them, by the id that origins carry. */
const displayNames = new Map([
  ['aider', 'Aider'],
  ['amazon-q', 'Amazon Q'],
  ['amp', 'Amp'],
  ['augment', 'Augment'],
  ['claude-code', 'Claude Code'],
  ['cline', 'Cline'],
  ['codex', 'Codex'],
  ['cody', 'Cody'],
  ['continue', 'Continue'],
  ['cursor', 'Cursor'],
  ['devin', 'Devin'],
  ['droid', 'Factory Droid'],
  ['gemini-cli', 'Gemini CLI'],
  ['gemini-code-assist', 'Gemini Code Assist'],
  ['github-copilot', 'GitHub Copilot'],
  ['github-copilot-cli', 'GitHub Copilot CLI'],
  ['jetbrains-ai', 'JetBrains AI'],
  ['junie', 'Junie'],
  ['kilo-code', 'Kilo Code'],
  ['kiro', 'Kiro'],
  ['mistral-code', 'Mistral Code'],
  ['opencode', 'OpenCode'],
  ['qwen-code', 'Qwen Code'],
  ['roo-code', 'Roo Code'],
  ['supermaven', 'Supermaven'],
  ['tabnine', 'Tabnine'],
  ['windsurf', 'Windsurf'],
])
/** The ids of all tools that have a name here, by name. */
export const knownTools: readonly string[] = [...displayNames.keys()]

const idsByName = new Map([...displayNames].map(([id, name]) => [name.toLowerCase(), id]))

/** How AI is named where the tool is not known. */
export const unnamedTool = 'AI tool'

const maxNameLength = 30
const maxModelLength = 40

/**
 * The name of a tool for people and trailers. Ids come from payloads of other programs: an unknown one is printed as it
 * is, in lower case and reduced to `[a-z0-9._-]`, so that it can break neither a trailer nor a page.
 */
export function toolDisplayName(tool: string | undefined): string {
  if (tool === undefined) return unnamedTool
  const known = displayNames.get(tool)
  if (known !== undefined) return known
  const id = reduced(tool.toLowerCase(), /[^a-z0-9._-]+/g, maxNameLength)
  return id === '' ? unnamedTool : id
}

/** The id of the tool with this display name; undefined where {@link toolDisplayName} can not have written it. */
export function toolIdOf(displayName: string): string | undefined {
  const known = idsByName.get(displayName.toLowerCase())
  if (known !== undefined) return known
  return displayName.length <= maxNameLength && /^[a-z0-9._-]+$/.test(displayName) ? displayName : undefined
}

/** A model without its provider, reduced to `[A-Za-z0-9._-]`: `openai/gpt-5-codex` is `gpt-5-codex`; '' for nothing usable. */
export function modelDisplayName(model: string | undefined): string {
  if (model === undefined) return ''
  return reduced(model.slice(model.lastIndexOf('/') + 1), /[^A-Za-z0-9._-]+/g, maxModelLength)
}

function reduced(text: string, unwanted: RegExp, maxLength: number): string {
  return text
    .replace(unwanted, '-')
    .slice(0, maxLength)
    .replaceAll(/^-+|(?<!-)-+$/g, '')
}
