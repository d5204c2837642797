const testFolder = /(^|\/)(tests?|__tests__|specs?|e2e|fixtures|testdata|__mocks__)\//i
const testFile = /^test_|[._-](?:test|spec)s?\.|[a-z0-9]Tests?\.[^.]+$/

/** Whether a path looks like a test by the customs of the usual languages: folder, suffix or prefix. */
export function isTestPath(path: string): boolean {
  return testFolder.test(path) || testFile.test(path.slice(path.lastIndexOf('/') + 1))
}
