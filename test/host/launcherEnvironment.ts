/** Names of the variables that tell the launcher what the desktop's command line has no word for. */
export const launcherEnvironment = {
  /** `proposed` or `stable`. */
  channel: 'BYLINE_TEST_CHANNEL',
  /** `ask` takes back the `--disable-workspace-trust` that `runTests` always adds: Restricted Mode. */
  trust: 'BYLINE_TEST_TRUST',
  /** The test process, and the folder that nobody needs any more once it is gone. */
  ownerPid: 'BYLINE_TEST_OWNER',
  ownedFolder: 'BYLINE_TEST_FOLDER',
} as const
