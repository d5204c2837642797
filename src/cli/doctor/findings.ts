/** Something worth knowing, or something that is wrong. */
export interface Finding {
  readonly wrong: boolean
  readonly text: string
  /**
   * In the words of the first line of `byline doctor`: why the next commit gets no trailers, and what to do. Left out
   * where it gets them all the same.
   */
  readonly blocks?: { readonly why: string; readonly remedy: string }
}

export function fine(text: string): Finding {
  return { wrong: false, text }
}

export function wrong(text: string): Finding {
  return { wrong: true, text }
}

/** A finding that keeps the next commit from getting trailers. Sentences, each with its full stop. */
export function blocking(why: string, remedy: string): Finding {
  return { wrong: true, text: `${why} ${remedy}`.trim(), blocks: { why, remedy } }
}
