/** What is and stays unknown, with the reason, for the page on accuracy. */
export const blindSpots: readonly { readonly what: string; readonly why: string }[] = [
  {
    what: 'An AI extension that edits through the ordinary interface for extensions.',
    why: 'A WorkspaceEdit or a TextEditor edit carries no name, with or without the proposed API. Such lines are unknown unless the extension names them through Byline’s API.',
  },
  {
    what: 'Which word of the suggestion list or which snippet somebody took, on the stable channel.',
    why: 'The edit looks like any extension’s: a typed line with such a word in it is unknown, an AI line mixed.',
  },
  {
    what: 'A snippet that an extension inserts, or that a key is bound to with its text.',
    why: 'Nothing tells the one from the other. A snippet is human where it takes the place of a word that was typed, or was chosen from the list of all, and only where the editor names the source of edits.',
  },
  {
    what: 'Whole lines that a quick fix or a refactoring puts in.',
    why: 'Nobody wrote them: neither the person who chose the fix nor the author of the lines around them.',
  },
  {
    what: 'Any inline suggestion in the languages of Emmet while `emmet.useInlineCompletions` is on, on the stable channel.',
    why: 'What an abbreviation stands for is accepted by the same command as an AI’s completion.',
  },
  {
    what: 'Quick fix and change of case, on the stable channel.',
    why: 'Nothing tells them from another extension’s edit, and the code is not the same afterwards. Re-formatting, toggling comments, sorting lines and organising imports are known by their content on any channel.',
  },
  {
    what: 'Who took a part out of a line where neither a key nor a command of the editor did: an extension such as Vim, or on the stable channel the find widget.',
    why: 'The edit has no name and need not be where the caret is. The letters that are left may all be typed, but the line is not as it was typed: it is unknown, and an AI line mixed.',
  },
  {
    what: 'A blank line made by Enter alone, on the stable channel.',
    why: 'No signal follows an Enter that the keyboard alone could have caused.',
  },
  {
    what: 'Text put in without a key: emoji pickers, dictation, on the stable channel.',
    why: 'Text of one piece that no key press explains is unknown, unless it is as short as a key press makes it.',
  },
  {
    what: 'A next-edit suggestion taken by a click on its mark in the margin, on the stable channel.',
    why: 'The editor runs no command for it that an extension can see.',
  },
  {
    what: 'A few letters copied in one window and pasted in another, or what was copied there with several carets.',
    why: 'So short a text may come from anywhere, and of several pieces only the window they were copied in knows.',
  },
  {
    what: 'An edit of an extension inside text that the chat wrote and nobody has kept yet, on the stable channel.',
    why: 'It looks like the chat’s own. It is the chat’s when the chat saves the file within ten seconds and nobody typed there, asked the chat or saved meanwhile; else it is unknown. A save that another extension holds up for more than a second and a half cannot be told from the chat’s.',
  },
  {
    what: 'Files over the size limit, binary files, files that a filter such as Git LFS decodes.',
    why: 'They are left out, and the status bar or the report says so.',
  },
  {
    what: 'Notebooks that are not stored as JSON (`.ipynb`), and what a notebook’s file holds besides the cells.',
    why: 'Only the lines of its JSON that carry lines of a cell can be told from who wrote the cell. Outputs and metadata are unknown.',
  },
]
