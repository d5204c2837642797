/** What is and stays unknown, with the reason, for the page on accuracy. */
export const blindSpots: readonly { readonly what: string; readonly why: string }[] = [
  {
    what: 'An AI extension that edits through the ordinary interface for extensions.',
    why: 'A WorkspaceEdit or a TextEditor edit carries no name, with or without the proposed API. Such lines are unknown unless the extension names them through Byline’s API.',
  },
]
