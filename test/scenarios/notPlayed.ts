/** What people do in an editor that no script plays yet, for the page on accuracy. */
export const notPlayed: readonly string[] = ['a project that is edited before its git init']
