/** What people do in an editor that no script plays yet, for the page on accuracy. */
export const notPlayed: readonly string[] = [
  'a symbol renamed by a real language server: a stand-in answers here',
  'text dragged from one editor to another',
  'a save that another extension holds up for longer than the editor waits',
]
