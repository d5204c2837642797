/** A message with our trailer anywhere, also indented: squash merges leave them so. */
export const hasLineClaims = /^[ \t]*AI-Lines:/m
