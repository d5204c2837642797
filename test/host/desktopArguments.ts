/** The part of the desktop VS Code's command line that the launcher understands. */
export interface DesktopArguments {
  readonly folder: string | undefined
  readonly extensionDevelopmentPaths: readonly string[]
  readonly extensionTestsPath: string | undefined
  readonly userDataDir: string | undefined
  readonly extensionsDir: string | undefined
  readonly remoteDebuggingPort: number | undefined
  readonly installExtensions: readonly string[]
  readonly disableWorkspaceTrust: boolean
  /** `width,height` in CSS pixels. */
  readonly windowSize: string | undefined
  readonly deviceScaleFactor: string | undefined
}

const withValue = new Set([
  'extensionDevelopmentPath',
  'extensionTestsPath',
  'user-data-dir',
  'extensions-dir',
  'remote-debugging-port',
  'install-extension',
  'window-size',
  'force-device-scale-factor',
])

/** Reads `--name=value`, `--name value` and the folder; what it does not know it leaves aside, as the desktop does. */
export function parseDesktopArguments(args: readonly string[]): DesktopArguments {
  const values = new Map<string, string[]>()
  const flags = new Set<string>()
  let folder: string | undefined
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? []
    if (name === undefined) folder = arg
    else if (withValue.has(name)) values.set(name, [...(values.get(name) ?? []), value ?? args[++index] ?? ''])
    else flags.add(name)
  }
  const last = (name: string): string | undefined => values.get(name)?.at(-1)
  const port = last('remote-debugging-port')
  return {
    folder,
    extensionDevelopmentPaths: values.get('extensionDevelopmentPath') ?? [],
    extensionTestsPath: last('extensionTestsPath'),
    userDataDir: last('user-data-dir'),
    extensionsDir: last('extensions-dir'),
    remoteDebuggingPort: port === undefined ? undefined : Number(port),
    installExtensions: values.get('install-extension') ?? [],
    disableWorkspaceTrust: flags.has('disable-workspace-trust'),
    windowSize: last('window-size'),
    deviceScaleFactor: last('force-device-scale-factor'),
  }
}
