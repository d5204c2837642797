/** Extensions whose tool goes by a name of its own. All others are named by their extension id. */
const tools: Readonly<Record<string, string>> = {
  'github.copilot': 'github-copilot',
  'github.copilot-chat': 'github-copilot',
  'anthropic.claude-code': 'claude-code',
  'openai.chatgpt': 'codex',
  'google.geminicodeassist': 'gemini-code-assist',
  'google.gemini-cli-vscode-ide-companion': 'gemini-cli',
  'codeium.codeium': 'windsurf',
  'continue.continue': 'continue',
  'saoudrizwan.claude-dev': 'cline',
  'rooveterinaryinc.roo-cline': 'roo-code',
  'kilocode.kilo-code': 'kilo-code',
  'amazonwebservices.amazon-q-vscode': 'amazon-q',
  'tabnine.tabnine-vscode': 'tabnine',
  'supermaven.supermaven': 'supermaven',
  'sourcegraph.cody-ai': 'cody',
  'sourcegraph.amp': 'amp',
  'augment.vscode-augment': 'augment',
  'mistralai.mistral-code': 'mistral-code',
}

/** The tool behind an extension id such as `GitHub.copilot`; undefined for undefined. */
export function toolOfExtension(extensionId: string | undefined): string | undefined {
  if (extensionId === undefined) return undefined
  const id = extensionId.toLowerCase()
  return tools[id] ?? id
}

/** Whether an extension is known to offer AI edits and nothing else. */
export function isAiExtension(extensionId: string | undefined): boolean {
  return extensionId !== undefined && extensionId.toLowerCase() in tools
}
