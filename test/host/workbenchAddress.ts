import type { DesktopArguments } from './desktopArguments'

type Asked = Pick<DesktopArguments, 'folder' | 'extensionDevelopmentPaths'> &
  Partial<Pick<DesktopArguments, 'extensionTestsPath'>>

/** The page's address that makes the workbench do what the desktop's command line asks for. */
export function workbenchAddress(port: number, args: Asked): string {
  const remote = (file: string): string => `vscode-remote://remote${encodeURI(file)}`
  const payload: (readonly [string, string])[] = [
    ...args.extensionDevelopmentPaths.map((folder) => ['extensionDevelopmentPath', remote(folder)] as const),
    ...(args.extensionTestsPath ? [['extensionTestsPath', remote(args.extensionTestsPath)] as const] : []),
    ['enableProposedApi', ''],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ]
  const address = new URL(`http://127.0.0.1:${port}/`)
  if (args.folder) address.searchParams.set('folder', args.folder)
  else address.searchParams.set('ew', 'true')
  address.searchParams.set('payload', JSON.stringify(payload))
  return address.href
}
