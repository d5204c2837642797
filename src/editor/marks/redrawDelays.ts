/** How long after an edit the marks in view are drawn anew; the editor moves them along meanwhile. */
export const gutterMs = 80

/** The same for the overview ruler: the whole file has to be looked at, and nobody reads single lines there. */
export const rulerMs = 350
