/** What people do in an editor that no script plays yet, for the page on accuracy. */
export const notPlayed: readonly string[] = [
  'two windows on one repository, and a paste from one window into another',
  'deleting a file in the Explorer and making it again',
  'the conflict dialog after a change on disk of a file with unsaved changes',
  'binary and ignored files next to edited ones',
  'an emmet abbreviation',
]
